import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import type pg from 'pg'
import type { Client } from './support/client'
import { openDatabase } from './support/database'
import { addPairs } from './support/pairs'
import { demoPerson, foundProject, type Person, type Role, signInAs } from './support/people'

// The review desk as raters use it: without a mouse, by touch, without a network, with a session that ends.

test.setTimeout(180_000)

let pool: pg.Pool
let slug: string
let people: Record<Role, Person>
let admin: Client

test.beforeAll(async ({ baseURL }) => {
  pool = openDatabase(process.env.E2E_HOME!)
  ;({ slug, people, admin } = await foundProject(baseURL!, `Desk ${Date.now().toString(36)}`))
  const { version } = await admin.api.projects.get({ project: slug })
  await admin.api.projects.update({
    project: slug,
    version,
    settings: { review: { scales: [{ key: 'semantic-consistency', range: '0-0.5-1' }] } },
  })
  await addPairs(pool, { home: process.env.E2E_HOME!, slug, count: 40, size: 256, candidates: 3 })
})
test.afterAll(() => pool.end())

type Contextual = Parameters<Browser['newContext']>[0]

/** A browser of the rater's at the desk, with its first item painted. */
const sitDown = async (browser: Browser, options: Contextual = {}, person = people.rater, project = slug) => {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  await signInAs(page, person)
  await page.goto(`/p/${project}/desk`)
  await painted(page)
  return { context, page }
}

const painted = (page: Page) =>
  expect(page.getByRole('region', { name: 'Comparison' })).toHaveAttribute('aria-busy', 'false')
const instruction = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()
const pictureNames = (page: Page) =>
  page
    .getByRole('region', { name: 'Comparison' })
    .getByRole('img')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
const announced = (page: Page) => page.getByRole('status').filter({ hasText: /\S/ })

/** Until the item on the table is another one, and painted. */
const goesOn = async (page: Page, from: string) => {
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(from)
  await painted(page)
}

/** What stands in the database on the item with this instruction, oldest first. */
const decisionsOn = async (name: string) => {
  const { rows } = await pool.query(
    `SELECT decision.verdict, decision.reasons, decision.comment, decision.ratings, decision.pins, decision.flagged,
       decision."clientId", decision."elapsedMs", item.status
     FROM "Decision" decision JOIN "ReviewItem" item ON item.id = decision."itemId"
     JOIN "InstructionRecord" record ON record.id = item."recordId"
     JOIN "Project" project ON project.id = item."projectId"
     WHERE record.instruction = $1 AND project.slug = $2 ORDER BY decision.id`,
    [name, slug],
  )
  return rows
}
const decided = (name: string, verdicts: readonly string[]) =>
  expect.poll(async () => (await decisionsOn(name)).map(({ verdict }) => verdict)).toEqual(verdicts)

test('judges by keyboard alone', async ({ browser }) => {
  const { page, context } = await sitDown(browser)
  const { keyboard } = page

  await test.step('every way of comparing has its key, and stays for the next item', async () => {
    const [status] = [page.getByRole('region', { name: 'Comparison' }).getByRole('status')]
    for (const [key, mode, shown] of [
      ['2', 'Side by side', ['source', 'edited 1 of 3']],
      ['3', 'Blink', ['source']],
      ['3', 'Blink', ['edited 1 of 3']],
      ['5', 'All', ['source', 'what the mask aims at', 'edited 1 of 3']],
      ['4', 'Difference', ['Difference']],
    ] as const) {
      await keyboard.press(key)
      await expect(status).toHaveText(mode)
      expect(await pictureNames(page)).toEqual(shown)
    }
    await keyboard.press('.')
    await expect(page.getByRole('slider', { name: 'From a difference of' })).toHaveAttribute(
      'aria-valuetext',
      '12 of 255',
    )
    await keyboard.press('n')
    await expect(status).toHaveText('Difference, Only inside')
    await keyboard.press(']')
    await expect(page.getByRole('slider', { name: 'Tint' })).toHaveAttribute('aria-valuetext', '10%')
    await keyboard.press('p')
    await expect(status).toContainText('Photo')
    await keyboard.press('p')
    const fitted = await scaleOf(page)
    await keyboard.press('+')
    await keyboard.press('ArrowRight')
    await keyboard.press('l')
    await expect(page.getByRole('button', { name: 'Loupe' })).toHaveAttribute('aria-pressed', 'true')
    expect(await scaleOf(page)).toBeGreaterThan(fitted)
    await keyboard.press('z')
    expect(await scaleOf(page)).toBe(1)
  })

  const first = await instruction(page)
  await test.step('accepting asks for the ratings first, by digits', async () => {
    await keyboard.press('a')
    await expect(page.getByRole('dialog', { name: 'Rate' })).toBeVisible()
    await keyboard.press('5')
    await keyboard.press('Enter')
    await goesOn(page, first)
    await expect(announced(page).last()).toHaveText(/^Accepted\. Item 2 of 40: Put square 2 on it$/)
    expect(await pictureNames(page)).toEqual(['Difference'])
    expect(await scaleOf(page)).toBe(1)
    await decided(first, ['accept'])
    expect((await decisionsOn(first))[0]).toMatchObject({ ratings: { 'semantic-consistency': 0.5 } })
  })
  await keyboard.press('0')
  await keyboard.press('1')
  await keyboard.press('l')

  const second = await instruction(page)
  await test.step('rejects for several reasons, with a comment, a pin and a flag', async () => {
    await keyboard.press('c')
    await keyboard.type('too much')
    await keyboard.press('Control+Enter')
    await keyboard.press('d')
    await keyboard.press('Enter')
    await keyboard.type('here')
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('button', { name: 'Pin 1: here' })).toBeVisible()
    await keyboard.press('e')
    await expect(page.getByText('flagged for a reviewer')).toBeVisible()
    await keyboard.press('r')
    await keyboard.press('1')
    await keyboard.press('3')
    await keyboard.press('Enter')
    await goesOn(page, second)
    await decided(second, ['reject'])
    expect((await decisionsOn(second))[0]).toMatchObject({
      reasons: ['not-followed', 'artifacts'],
      comment: 'too much',
      pins: [{ side: 'edited', text: 'here', x: 128, y: 128 }],
      flagged: true,
    })
  })

  const third = await instruction(page)
  await test.step('takes the best of all candidates from the sheet', async () => {
    await keyboard.press('b')
    await keyboard.press('ArrowRight')
    await expect(page.getByRole('button', { name: 'Candidate 2', pressed: true }).first()).toBeVisible()
    await keyboard.press('Enter')
    await keyboard.press('1')
    await keyboard.press('Enter')
    await goesOn(page, third)
    await expect(announced(page).last()).toHaveText(/^Picked as the best\. Item 4 of 40/)
    await decided(third, ['pick'])
  })

  const fourth = await instruction(page)
  await test.step('skips with a policy, and takes the last decision back', async () => {
    await keyboard.press('s')
    await keyboard.press('2')
    await goesOn(page, fourth)
    await expect.poll(() => skippedBy(fourth)).toBe(1)
    await keyboard.press('u')
    await expect(page.getByText('your decision, open again')).toBeVisible()
    expect(await instruction(page)).toBe(third)
    await keyboard.press('r')
    await keyboard.press('2')
    await keyboard.press('Enter')
    await expect(page.getByText('your decision, open again')).toBeHidden()
    await expect.poll(async () => (await decisionsOn(third)).at(-1)?.verdict).toBe('reject')
  })

  await test.step('lists its keys, and has a tree that says what is there', async () => {
    await keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    for (const label of ['Accept', 'Reject', 'Best of all', 'Skip', 'Loupe', 'Difference'])
      await expect(keys.getByText(label, { exact: true })).toBeVisible()
    await keyboard.press('Escape')
    await expect(page.getByRole('main')).toMatchAriaSnapshot(`
      - main:
        - heading /Put square \\d+ on it/ [level=1]
        - list "Judged before"
        - region "Comparison":
          - img "source | edited 1 of 3"
          - slider "Slider"
          - radiogroup "Way of comparing"
        - list "Candidates"
        - button "Accept"
        - button "Reject"
    `)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => [id, nodes[0]?.html]),
    ).toEqual([])
  })
  await context.close()
})

const scaleOf = (page: Page) =>
  page
    .locator('section[aria-label="Comparison"] > div')
    .first()
    .evaluate((stage) => Number((stage as HTMLElement).style.getPropertyValue('--s')))

const skippedBy = async (name: string) => {
  const { rows } = await pool.query(
    `SELECT cardinality("skippedBy") AS count FROM "ReviewItem" item JOIN "InstructionRecord" record ON record.id = "recordId"
     JOIN "Project" project ON project.id = item."projectId" WHERE instruction = $1 AND slug = $2`,
    [name, slug],
  )
  return rows[0]?.count
}

/** R, a reason, Enter: the shortest decision. */
const reject = async (page: Page) => {
  const name = await instruction(page)
  await page.keyboard.press('r')
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  return name
}

test('goes on without a network for two minutes, and delivers every decision once', async ({ browser }) => {
  const { page, context } = await sitDown(browser)
  await page.clock.install()
  await page.reload()
  await painted(page)
  const names: string[] = []
  await context.setOffline(true)
  for (let index = 0; index < 3; index++) {
    const name = await reject(page)
    names.push(name)
    await goesOn(page, name)
  }
  await expect(page.getByText(/No connection\. 3 decisions are kept here/)).toBeVisible()
  await page.clock.fastForward('02:00')
  await expect(page.getByText(/No connection\. 3 decisions/)).toBeVisible()
  for (const name of names) expect(await decisionsOn(name)).toEqual([])
  await context.setOffline(false)
  await page.clock.fastForward('00:30')
  for (const name of names) await decided(name, ['reject'])
  await expect(page.getByText(/No connection/)).toBeHidden()
  await page.clock.fastForward('01:00')
  for (const name of names) await decided(name, ['reject'])
  await context.close()
})

test('delivers what a closed tab left, and finds what was filled in after a crash', async ({ browser }) => {
  const { page, context } = await sitDown(browser)
  const name = await instruction(page)
  await page.keyboard.press('c')
  await page.keyboard.type('half a thought')
  await expect.poll(() => draftOn(name)).toMatchObject({ comment: 'half a thought' })
  await page.reload()
  await painted(page)
  await expect(page.getByRole('button', { name: 'Comment ✓' })).toBeVisible()
  // Another browser has nothing of it but what the server kept.
  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await painted(page)
  await page.keyboard.press('c')
  await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('half a thought')
  await page.keyboard.press('Escape')

  await context.route('**/decision', (route) => route.abort())
  await reject(page)
  await goesOn(page, name)
  await expect(page.getByText(/No connection\. 1 decision/)).toBeVisible()
  await page.close()
  await context.unroute('**/decision')
  const again = await context.newPage()
  await again.goto(`/p/${slug}/desk`)
  await painted(again)
  await decided(name, ['reject'])
  expect((await decisionsOn(name))[0]).toMatchObject({ comment: 'half a thought' })
  expect(await instruction(again)).not.toBe(name)
  await context.close()
})

const draftOn = async (name: string) => {
  const { rows } = await pool.query(
    `SELECT draft.content FROM "ReviewDraft" draft JOIN "ReviewItem" item ON item.id = "itemId"
     JOIN "InstructionRecord" record ON record.id = "recordId" JOIN "Project" project ON project.id = item."projectId"
     WHERE instruction = $1 AND slug = $2`,
    [name, slug],
  )
  return rows[0]?.content
}

test('shows both where somebody was faster, and keeps decisions while signed out', async ({ browser }) => {
  const { page, context } = await sitDown(browser)
  const name = await instruction(page)
  // Its lease runs out unnoticed and an admin takes the item.
  await pool.query(
    `UPDATE "ReviewItem" item SET "leaseUserId" = NULL, "leaseUntil" = NULL
     FROM "InstructionRecord" record, "Project" project
     WHERE record.id = item."recordId" AND project.id = item."projectId" AND instruction = $1 AND slug = $2`,
    [name, slug],
  )
  const taken = (await admin.api.review.claim({ project: slug, ahead: 5 })).find(
    (item) => item.instruction === name,
  )!
  await admin.api.review.decide({
    project: slug,
    id: taken.id,
    token: taken.lease!.token,
    judgement: { verdict: 'reject', reasons: ['unsafe'], comment: 'not for us' },
  })
  await reject(page)
  await expect(
    page.getByRole('alert').filter({ hasText: 'A decision of yours came too late.' }),
  ).toBeVisible()
  await page.keyboard.press('y')
  const dialog = page.getByRole('dialog', { name: 'Somebody was faster' })
  await expect(dialog).toContainText('Instruction not followed')
  await expect(dialog).toContainText('The admin: rejected')
  await expect(dialog).toContainText('“not for us”')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await decided(name, ['reject'])

  await painted(page)
  const cookies = await context.cookies()
  await context.clearCookies()
  const kept = await reject(page)
  await expect(page.getByText('You were signed out. 1 decision is kept here.')).toBeVisible()
  await context.addCookies(cookies)
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await decided(kept, ['reject'])
  await expect(page.getByText('You were signed out')).toBeHidden()
  await context.close()
})

test('lets one tab of a person judge at a time', async ({ browser }) => {
  const { page, context } = await sitDown(browser)
  const name = await instruction(page)
  const other = await context.newPage()
  await other.goto(`/p/${slug}/desk`)
  await expect(other.getByText('You are judging in another tab')).toBeVisible()
  await other.keyboard.press('Enter')
  await painted(other)
  expect(await instruction(other)).toBe(name)
  await expect(page.getByText('You are judging in another tab')).toBeVisible()
  await reject(other)
  await decided(name, ['reject'])
  await other.close()
  await painted(page)
  expect(await instruction(page)).not.toBe(name)
  await context.close()
})

test('judges by touch on a phone', async ({ browser }) => {
  const { page, context } = await sitDown(browser, {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
  })
  const name = await instruction(page)
  const fitted = await scaleOf(page)
  await pinch(context, page)
  expect(await scaleOf(page)).toBeGreaterThan(fitted * 1.3)
  await page.getByRole('button', { name: 'Accept' }).tap()
  await page.getByRole('dialog', { name: 'Rate' }).getByRole('button', { name: '1', exact: true }).tap()
  await page.getByRole('dialog', { name: 'Rate' }).getByRole('button', { name: 'Accept' }).tap()
  await goesOn(page, name)
  await decided(name, ['accept'])
  await context.close()
})

/** Two fingers move apart in the middle of the picture. */
const pinch = async (context: BrowserContext, page: Page) => {
  const box = (await page.getByRole('region', { name: 'Comparison' }).boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const session = await context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : [
              { x: x - apart, y, id: 0 },
              { x: x + apart, y, id: 1 },
            ],
    })
  await touch('touchStart', 40)
  for (const apart of [50, 60, 70, 80]) await touch('touchMove', apart)
  await touch('touchEnd', 0)
}

test('a fix comes back on top, beside what it mends', async ({ browser }) => {
  const { page, context } = await sitDown(browser, {}, demoPerson('rater'), 'first-light')
  const name = await instruction(page)
  await page.keyboard.press('f')
  await page.getByLabel('Candidates', { exact: true }).fill('1')
  const sent = page.waitForResponse((response) => response.url().endsWith('/decision'))
  await page.keyboard.press('Control+Enter')
  await expect(announced(page).last()).toHaveText(/^Sent to be made again/)
  expect((await sent).status()).toBe(200)
  // Meanwhile the next one is on the table, and stays there; the fix comes before all others.
  await expect.poll(() => fixesOf(page), { timeout: 90_000 }).toBe(1)
  expect(await instruction(page)).not.toBe(name)
  await page.keyboard.press('s')
  await page.keyboard.press('2')
  await expect(page.getByText('made again for you')).toBeVisible()
  await painted(page)
  expect(await instruction(page)).toBe(name)
  expect(await pictureNames(page)).toEqual(['the one before', 'edited 1 of 1'])
  await page.keyboard.press('v')
  expect(await pictureNames(page)).toEqual(['source', 'edited 1 of 1'])
  await page.keyboard.press('a')
  await expect(page.getByText('made again for you')).toBeHidden()
  await context.close()
})

const fixesOf = async (page: Page): Promise<number> => {
  const answer = await page.request.get('/api/v1/projects/first-light/review/pace')
  return (await answer.json()).fixes
}
