import type { Browser, Page } from '@playwright/test'
import type pg from 'pg'
import { addPairs } from '../../e2e/support/pairs'
import { foundProject, signInAs } from '../../e2e/support/people'

/** A started product with its database, and a browser. */
export interface DeskBench {
  readonly browser: Browser
  readonly baseURL: string
  readonly home: string
  readonly pool: pg.Pool
}

interface Work {
  readonly count: number
  readonly size: number
  readonly candidates: number
  readonly pictures: number
}

/** A project of its own with work, and its rater at the desk with the first pair painted. */
export const sitDown = async ({ browser, baseURL, home, pool }: DeskBench, work: Work): Promise<Page> => {
  const { slug, people } = await foundProject(baseURL, `Bench ${work.size}`)
  await addPairs(pool, { home, slug, ...work })
  const context = await browser.newContext({
    baseURL,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  await signInAs(page, people.rater)
  await page.goto(`/p/${slug}/desk`)
  await painted(page)
  return page
}

export const painted = (page: Page) =>
  page.waitForFunction(() => document.querySelector('section[aria-busy="false"] canvas'), undefined, {
    timeout: 60_000,
  })

/** The value below which `share` of them lie. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}
