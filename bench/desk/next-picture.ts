import { type DeskBench, painted, percentile, sitDown } from './setting'

const decisions = 40
/** 1448² pixels are 2.1 megapixels. */
const size = 1448

interface Watched {
  next: number[]
}

/**
 * From the key that accepts to the frame in which the next pair is painted, at 2 megapixels; the frame's presentation
 * as the browser's own event timing reports it, where that is later. Somebody who looks at each pair for a second.
 */
export const nextPicture = async (bench: DeskBench): Promise<Record<string, number>> => {
  const page = await sitDown(bench, { count: decisions + 6, size, candidates: 2, pictures: 12 })
  await page.evaluate(() => {
    const watched = window as unknown as Watched
    watched.next = []
    const title = () => document.querySelector('h1')?.textContent
    const busy = () =>
      document.querySelector('section[aria-busy] canvas')?.closest('section')?.ariaBusy !== 'false'
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const before = title()
        const place = watched.next.push(Number.POSITIVE_INFINITY) - 1
        const look = () => {
          if (title() === before || busy()) requestAnimationFrame(look)
          else {
            // The task after the frame in which it was there.
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => {
              watched.next[place] = performance.now() - timeStamp
            }
            port2.postMessage(null)
          }
        }
        requestAnimationFrame(look)
      },
      { capture: true },
    )
    new PerformanceObserver((list) => {
      const last = watched.next.length - 1
      for (const entry of list.getEntries())
        if (entry.name === 'keydown') watched.next[last] = Math.max(watched.next[last] ?? 0, entry.duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  for (let index = 0; index < decisions; index++) {
    await page.waitForTimeout(1_000)
    await page.keyboard.press('a')
    await page.waitForFunction((done) => Number.isFinite((window as unknown as Watched).next[done]), index)
    await painted(page)
  }
  const times = await page.evaluate(() => (window as unknown as Watched).next)
  await page.context().close()
  return {
    next_p50_ms: Math.round(percentile(times, 0.5)),
    next_p95_ms: Math.round(percentile(times, 0.95)),
  }
}
