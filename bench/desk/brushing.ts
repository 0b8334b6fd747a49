import { readFile } from 'node:fs/promises'
import { sharp } from '@/lib/imaging/safe-sharp'
import { demoPerson, signInAs } from '../../e2e/support/people'
import type { DeskBench } from './setting'

/** 4900² pixels are 24 megapixels; no frame is as large, so the page is told of one. */
const side = 4900
const strokes = 12
const movesPerStroke = 50

/** A picture of 24 megapixels with something to see at every place. */
const drawPicture = async (): Promise<Buffer> => {
  const tile = await readFile('prisma/demo/photos/coffee.png')
  const small = await sharp(tile).resize(700, 700, { fit: 'cover' }).toBuffer()
  const background = { width: side, height: side, channels: 3 as const, background: '#808080' }
  return sharp({ create: background })
    .composite([{ input: small, tile: true }])
    .jpeg({ quality: 85 })
    .toBuffer()
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** By the clock, and of the thread's own computing; microseconds. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/**
 * The longest task of any renderer's main thread, in milliseconds: by the clock, which is what a person feels, and of the
 * thread's own computing, which is what the page asks for. On a machine that is busy with other things they differ.
 */
const longestTask = (trace: Buffer): { clockMs: number; computingMs: number } => {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(({ name, pid, tid }) => /RunTask$/.test(name) && main.has(`${pid} ${tid}`))
  if (tasks.length === 0) throw new Error('the trace holds no tasks of the main thread')
  const longest = (times: readonly number[]) =>
    Number((times.reduce((a, b) => Math.max(a, b), 0) / 1000).toFixed(1))
  return {
    clockMs: longest(tasks.map(({ dur = 0 }) => dur)),
    computingMs: longest(tasks.map(({ tdur = 0 }) => tdur)),
  }
}

/**
 * The longest task of the main thread while somebody brushes on 24 megapixels in the mask studio: all of the picture in
 * the window, then at its own size, then the whole mask inverted and grown, undone and done again.
 */
export const brushing = async ({ browser, baseURL, home }: DeskBench): Promise<Record<string, number>> => {
  const picture = await drawPicture()
  const context = await browser.newContext({
    baseURL,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  await signInAs(page, demoPerson('admin', home))
  await page.route('**/bench-24-megapixels.jpg', (route) =>
    route.fulfill({ body: picture, contentType: 'image/jpeg' }),
  )
  await page.route('**/regions/*/versions', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    const items = body.items.map((item: object) => ({ ...item, fineUrl: null }))
    const frame = { ...body.frame, url: '/bench-24-megapixels.jpg', size: side }
    await route.fulfill({ response: answer, json: { ...body, frame, items } })
  })
  const regions = await page.request.get('/api/v1/projects/first-light/regions?status=ready')
  const [region] = ((await regions.json()) as { items: { id: string }[] }).items
  if (!region) throw new Error('the demo project has no region')
  await page.goto(`/p/first-light/mask/${region.id}`)
  const surface = page.getByRole('application', { name: 'Drawing surface' })
  await surface.waitFor()
  await page.getByText(`${side.toLocaleString('en-GB')} × ${side.toLocaleString('en-GB')} px`).waitFor()
  await page.waitForTimeout(4_000)
  const box = (await surface.boundingBox())!
  const stroke = async (number: number) => {
    const at = (step: number) => ({
      x: box.x + box.width * (0.5 + 0.28 * Math.sin(number + step / 9)),
      y: box.y + box.height * (0.5 + 0.38 * Math.cos(1.7 * number + step / 13)),
    })
    const start = at(0)
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    for (let step = 1; step <= movesPerStroke; step++) {
      const { x, y } = at(step)
      await page.mouse.move(x, y)
    }
    await page.mouse.up()
  }

  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  for (let number = 0; number < strokes; number++) await stroke(number)
  await page.keyboard.press('z')
  for (let number = 0; number < strokes / 2; number++) await stroke(number)
  for (const key of ['i', 'g', 'Control+z', 'Control+z', 'Control+Shift+z']) {
    await page.keyboard.press(key)
    await page.waitForTimeout(1_500)
  }
  const trace = await browser.stopTracing()
  await context.close()
  const { clockMs, computingMs } = longestTask(trace)
  return { brush_longest_ms: clockMs, brush_longest_computing_ms: computingMs }
}
