import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, expect, type Page, test } from '@playwright/test'
import { encodeRle } from '@/lib/imaging/masks/rle'
import { createMask } from '@/lib/imaging/raster'
import { type Client, signIn } from './support/client'
import { demoPerson, signInAs } from './support/people'

// Drawing masks: by keyboard alone, by touch, through a crash, against somebody else, and as a screen reader has it.

const project = 'first-light'

test.setTimeout(300_000)

/** A region of its own on a photograph of the demo: a box in its middle, 40 % of either side. */
const makeRegion = async ({ api }: Client, label: string) => {
  const { items } = await api.catalog.images.list({ project, limit: 100 })
  const image = items.find(({ name }) => name.startsWith('coffee'))
  const { frame } = await api.catalog.images.get({ project, id: image!.id })
  const { size } = frame!
  const side = Math.round(size * 0.4)
  const at = Math.round(size * 0.3)
  const box = { x: at, y: at, width: side, height: side }
  const corner = (x: number, y: number) => ({ x: box.x + x * box.width, y: box.y + y * box.height })
  const made = await api.regions.create({
    project,
    imageId: image!.id,
    frameId: frame!.id,
    label,
    labelled: false,
    input: { kind: 'polygon', rings: [[corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)]] },
  })
  await expect.poll(async () => (await api.regions.get({ project, id: made.id })).status).toBe('ready')
  return { id: made.id, size }
}

const person = async (baseURL: string) => {
  const { email, password } = demoPerson('admin')
  return signIn(baseURL, email, password)
}

const openStudio = async (browser: Browser, id: string, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  await signInAs(page, demoPerson('admin'))
  await page.goto(`/p/${project}/mask/${id}`)
  await isOpen(page)
  return page
}

const surface = (page: Page) => page.getByRole('application', { name: 'Drawing surface' })
const isOpen = async (page: Page) => {
  await expect(surface(page)).toBeVisible()
  await expect(page.getByText('opening the mask…')).toBeHidden()
}
const said = (page: Page, text: string | RegExp) =>
  expect(page.getByRole('status').filter({ hasText: text })).toHaveCount(1)
const marked = async (page: Page) => {
  const text = await page.getByText(/% marked/).innerText()
  return Number(/([\d.]+)% marked/.exec(text)?.[1])
}
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const times = (count: number, key: string) => Array.from({ length: count }, () => key)

test('by keyboard alone a mask is painted, changed, looked at, refused and saved', async ({
  browser,
  baseURL,
}) => {
  const client = await person(baseURL!)
  const { id, size } = await makeRegion(client, 'by keyboard')
  const page = await openStudio(browser, id)
  await expect(surface(page)).toBeFocused()
  await expect.poll(() => marked(page)).toBe(16)

  await test.step('the brush is picked, sized, put down, moved and lifted', async () => {
    await press(page, 'b', ']', ']')
    await said(page, /Brush \d+ pixels/)
    await press(page, ' ')
    await said(page, 'Brush down')
    await press(page, ...times(12, 'Shift+ArrowRight'), ' ')
    await said(page, 'Brush up')
    await expect.poll(() => marked(page)).toBeGreaterThan(16.5)
  })

  await test.step('every step is undone and done again', async () => {
    const painted = await marked(page)
    await press(page, 'Control+z')
    await said(page, 'Undone')
    await expect.poll(() => marked(page)).toBe(16)
    await press(page, 'Control+Shift+z')
    await said(page, 'Done again')
    await expect.poll(() => marked(page)).toBe(painted)
  })

  await test.step('a polygon is set corner by corner, a corner is moved, and it is taken away', async () => {
    const before = await marked(page)
    await press(page, 'l', 'd', 'c', ...times(30, 'Shift+ArrowLeft'), ...times(10, 'ArrowUp'), ' ')
    await press(page, ...times(60, 'Shift+ArrowRight'), ' ', ...times(6, 'Shift+ArrowDown'), ' ')
    const corner = page.getByRole('button', { name: /^Corner 3 of 3/ })
    const place = await corner.getAttribute('aria-label')
    await corner.focus()
    await press(page, 'Shift+ArrowDown')
    await expect(page.getByRole('button', { name: /^Corner 3 of 3/ })).not.toHaveAttribute(
      'aria-label',
      place!,
    )
    await press(page, 'c', 'Enter')
    await said(page, 'Take away: done')
    await expect.poll(() => marked(page)).toBeLessThan(before)
  })

  await test.step('the whole is grown, shrunk, filled, inverted, and shown as engines get it', async () => {
    for (const [key, text] of [
      ['g', 'Grown'],
      ['Shift+G', 'Shrunk'],
      ['t', 'Feathered'],
      // One part is the largest already.
      ['k', /Largest part kept|Nothing changed/],
      ['i', 'Inverted'],
    ] as const) {
      await press(page, key)
      await said(page, text)
    }
    for (const [key, name] of ['Drawn', 'Fine', 'Contour', 'Box', 'Soft'].map((name, i) => [
      `${i + 1}`,
      name,
    ])) {
      await press(page, key!)
      await expect(page.getByRole('radio', { name: name!, exact: true }).first()).toBeChecked()
    }
    await press(page, '1')
  })

  await test.step('what marks nothing or everything is refused, and nothing is lost by it', async () => {
    await press(page, 'Shift+Delete', 'Control+Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'The mask is empty.' })).toBeVisible()
    await press(page, 'i', 'Control+Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'covers the whole picture' })).toBeVisible()
    await expect.poll(() => marked(page)).toBe(100)
    await press(page, 'Control+z', 'Control+z', 'Control+z')
    // The third takes the inversion back; read before it was done, the share would be the other part's.
    await expect.poll(() => marked(page)).toBeLessThan(50)
  })

  const share = await marked(page)
  await press(page, 'Control+Enter')
  await expect(page).not.toHaveURL(new RegExp(id))
  await isOpen(page)
  const saved = page.url().split('/').at(-1)!
  const region = await client.api.regions.get({ project, id: saved })
  expect(region.parentId).toBe(id)
  expect(100 * region.areaFraction!).toBeCloseTo(share, 1)
  expect(size).toBeGreaterThan(0)
  const versions = page.getByRole('region', { name: 'Versions' })
  await expect(versions.getByRole('listitem')).toHaveCount(2)
  await expect(versions.getByRole('listitem').first()).toContainText('by keyboard v2 · this one')

  await test.step('an earlier version is copied from its menu', async () => {
    await page.getByRole('button', { name: 'Copy from by keyboard v1' }).press('Enter')
    await page.keyboard.press('Enter')
    await said(page, 'Copied from by keyboard v1')
    await expect.poll(() => marked(page)).toBe(16)
  })

  await press(page, '?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  for (const name of ['Brush', 'Lasso', 'Grow', 'Undo', 'Save mask', 'Smaller brush'])
    await expect(keys.getByText(name, { exact: true })).toBeVisible()
  await page.context().close()
})

test('a finger draws, two move the picture, and a crash takes nothing', async ({ browser, baseURL }) => {
  const client = await person(baseURL!)
  const { id } = await makeRegion(client, 'by touch')
  const page = await openStudio(browser, id, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  })
  const cdp = await page.context().newCDPSession(page)
  const box = (await surface(page).boundingBox())!
  const finger = (x: number, y: number, id = 0) => ({
    x: box.x + box.width * x,
    y: box.y + box.height * y,
    id,
  })
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...touchPoints: ReturnType<typeof finger>[]
  ) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  const undo = page.getByRole('button', { name: 'Undo' })

  await touch('touchStart', finger(0.35, 0.5, 0))
  await touch('touchStart', finger(0.35, 0.5, 0), finger(0.65, 0.5, 1))
  for (let i = 1; i <= 8; i++)
    await touch('touchMove', finger(0.35 - i / 40, 0.5, 0), finger(0.65 + i / 40, 0.5, 1))
  await touch('touchEnd')
  await expect(undo).toBeDisabled()
  await expect
    .poll(() => surface(page).evaluate((e) => Number(e.style.getPropertyValue('--s'))))
    .toBeGreaterThan(1)

  await page.getByRole('button', { name: 'Fit' }).tap()
  await page.getByRole('button', { name: 'Brush', exact: true }).tap()
  await touch('touchStart', finger(0.2, 0.35))
  for (let i = 1; i <= 12; i++) await touch('touchMove', finger(0.2 + i / 20, 0.35))
  await touch('touchEnd')
  await expect(undo).toBeEnabled()
  await expect.poll(() => marked(page)).toBeGreaterThan(18)
  const drawn = await marked(page)

  // Kept once the hand has rested; then the page goes without a word.
  await page.waitForTimeout(1_000)
  const other = await page.context().newPage()
  await page.close({ runBeforeUnload: false })
  await other.goto(`/p/${project}/mask/${id}`)
  await isOpen(other)
  await expect(other.getByText(/Goes on with what you drew/)).toBeVisible()
  await expect.poll(() => marked(other)).toBe(drawn)
  await other.getByRole('button', { name: 'Discard it' }).tap()
  await expect.poll(() => marked(other)).toBe(16)
  await other.context().close()
})

test('a click finds an object in the browser, and the mask says what found it', async ({
  browser,
  baseURL,
}) => {
  const client = await person(baseURL!)
  const { id } = await makeRegion(client, 'by click')
  const page = await openStudio(browser, id)
  await press(page, 'Shift+Delete', 'w', 'c', ' ')
  await said(page, /Found and marked|Nothing stands out/)
  // Wherever that was: a box round the middle holds something for sure.
  const box = (await surface(page).boundingBox())!
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  await page.mouse.move(...at(0.35, 0.3))
  await page.mouse.down()
  await page.mouse.move(...at(0.65, 0.7), { steps: 5 })
  await page.mouse.up()
  await said(page, 'Found and marked')
  await expect.poll(() => marked(page)).toBeGreaterThan(0)
  await expect(page.getByText('with segmenter/grabcut')).toBeVisible()
  await press(page, 'Control+Enter')
  await expect(page).not.toHaveURL(new RegExp(id))
  const versions = await client.api.regions.versions({ project, id })
  expect(versions.items[0]).toMatchObject({ engines: ['segmenter/grabcut'], number: 2 })
  await page.context().close()
})

test('somebody who saved meanwhile is shown beside, and both masks are kept', async ({
  browser,
  baseURL,
}) => {
  const client = await person(baseURL!)
  const { id, size } = await makeRegion(client, 'by two')
  const page = await openStudio(browser, id)
  await press(page, 'b', 'c', ' ', ...times(10, 'Shift+ArrowRight'), ' ')
  const half = createMask(size, size)
  half.data.fill(255, 0, half.data.length / 2)
  const theirs = await client.api.regions.saveMask({
    project,
    id,
    seenId: id,
    beside: false,
    engines: [],
    rle: encodeRle(half),
  })
  await press(page, 'Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'Two masks of the same region' })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('img', { name: 'Yours' }).first()).toBeVisible()
  await expect(dialog.getByText(/by two v2/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Save mine as the newest' }).click()
  await expect(page).not.toHaveURL(new RegExp(id))
  const { items } = await client.api.regions.versions({ project, id })
  expect(items).toHaveLength(3)
  expect(items[1]!.id).toBe(theirs.id)
  await page.context().close()
})

test('axe finds nothing serious in the studio, light and dark, wide and narrow', async ({
  browser,
  baseURL,
}) => {
  const client = await person(baseURL!)
  const { id } = await makeRegion(client, 'for axe')
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const page = await openStudio(browser, id, { viewport })
    await press(
      page,
      'l',
      'c',
      ' ',
      ...times(8, 'Shift+ArrowRight'),
      ' ',
      ...times(8, 'Shift+ArrowDown'),
      ' ',
    )
    await expect(page.getByRole('button', { name: /^Corner 3 of 3/ })).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page }).analyze()
      const bad = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id: rule, nodes }) => ({
          rule,
          where: nodes.slice(0, 4).map(({ html }) => html.slice(0, 160)),
        }))
      expect.soft(bad, `${viewport.width} ${colorScheme}`).toEqual([])
    }
    await page.context().close()
  }
})
