import { once } from 'node:events'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 80

/**
 * Says what is going on: on a terminal as one live line that ends as a tick and the seconds it took, in a pipe as a
 * plain line when a step begins. `stream` is standard error where standard output belongs to a command's result.
 */
export function createReport(stream = process.stdout) {
  const live = stream.isTTY && !process.env.CI
  const line = (text) => stream.write(`${text}\n`)
  return {
    line,
    async step(title, work) {
      const begun = Date.now()
      const seconds = () => Math.round((Date.now() - begun) / 1000)
      if (!live) {
        line(`· ${title} …`)
        return await work()
      }
      let frame = 0
      const draw = () => stream.write(`\r\x1b[K${FRAMES[frame++ % FRAMES.length]} ${title} … ${seconds()} s`)
      draw()
      const timer = setInterval(draw, FRAME_MS)
      try {
        const result = await work()
        stream.write(`\r\x1b[K✓ ${title}  ${seconds()} s\n`)
        return result
      } catch (error) {
        stream.write(`\r\x1b[K✗ ${title}\n`)
        throw error
      } finally {
        clearInterval(timer)
      }
    },
  }
}

/** Ends the process once what was printed has left it: a pipe's reader may be slower than us. */
export async function exit(code) {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableNeedDrain) await once(stream, 'drain').catch(() => {}) // its reader has left
  }
  process.exit(code)
}
