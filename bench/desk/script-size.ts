import { type DeskBench, painted, sitDown } from './setting'

/** The script that the desk runs, as it travels, in kilobytes of 1,000 bytes; not what links to other pages fetch ahead. */
export const scriptSize = async (bench: DeskBench): Promise<Record<string, number>> => {
  const page = await sitDown(bench, { count: 1, size: 64, candidates: 1, pictures: 1 })
  // Loaded anew, without what the page of signing in left in the cache.
  const session = await page.context().newCDPSession(page)
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.reload()
  await painted(page)
  await page.waitForTimeout(1_000)
  const bytes = await page.evaluate(() => {
    const scripts = new Set([...document.scripts].map(({ src }) => src))
    const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    return loaded.reduce(
      (sum, { name, encodedBodySize }) => sum + (scripts.has(name) ? encodedBodySize : 0),
      0,
    )
  })
  await page.context().close()
  return { script_kb: Math.round(bytes / 1000) }
}
