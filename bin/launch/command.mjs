import { loadEnvFile, root } from './home.mjs'
import { explain, printError } from './launch-error.mjs'
import { createReport, exit } from './report.mjs'
import { stopSignal } from './stop-signal.mjs'

/** Runs one of our commands that end by themselves; a number that it returns is its exit code. */
export async function runCommand(work, { report = createReport() } = {}) {
  const signal = stopSignal()
  outliveReaders()
  try {
    loadEnvFile()
    await exit((await work({ report, signal })) ?? 0)
  } catch (error) {
    if (!signal.aborted) printError(explain(error, root))
    await exit(signal.aborted ? 130 : 1)
  }
}

/** A reader such as `head` may leave before we are done: what it does not read is lost, the work is not. */
function outliveReaders() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}
