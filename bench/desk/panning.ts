import { type DeskBench, sitDown } from './setting'

/** 2048² pixels are 4.2 megapixels. */
const size = 2048
const moves = 120

/**
 * Main-thread time a frame while two 4-megapixel pictures are dragged side by side at 1:1: everything that the page's
 * main thread does meanwhile, as the browser counts it, over the frames that came out.
 */
export const panning = async (bench: DeskBench): Promise<Record<string, number>> => {
  const page = await sitDown(bench, { count: 2, size, candidates: 1, pictures: 2 })
  await page.keyboard.press('2')
  await page.keyboard.press('z')
  await page.waitForTimeout(1_000)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const taskSeconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value
  }
  const counted = await page.evaluateHandle(() => {
    const frames = { count: 0 }
    const next = () => {
      frames.count += 1
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
    return frames
  })
  const box = (await page.getByRole('region', { name: 'Comparison' }).boundingBox())!
  const at = (step: number) => ({
    x: box.x + box.width / 4 + 150 * Math.sin(step / 20),
    y: box.y + box.height / 2 + 150 * Math.cos(step / 20),
  })
  const start = at(0)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  const [seconds, frames] = [await taskSeconds(), await counted.evaluate(({ count }) => count)]
  for (let step = 1; step <= moves; step++) {
    const { x, y } = at(step)
    await page.mouse.move(x, y)
  }
  const spentMs = ((await taskSeconds()) - seconds) * 1000
  const painted = (await counted.evaluate(({ count }) => count)) - frames
  await page.mouse.up()
  await page.context().close()
  return { pan_ms: Number((spentMs / painted).toFixed(2)) }
}
