import type { Page } from '@playwright/test'
import type { Role } from './people'

interface DemoPage {
  readonly name: string
  readonly path: string
  /** Whose page it is; null for somebody who is not signed in. */
  readonly as: Role | null
}

const inDemo = (name: string, as: Role, rest = ''): DemoPage => ({
  name,
  path: `/p/first-light/${name}${rest}`,
  as,
})

/** The main pages, in the demo project, as those who work on them. */
export const demoPages: readonly DemoPage[] = [
  { name: 'sign-in', path: '/sign-in', as: null },
  inDemo('work', 'rater'),
  inDemo('author', 'rater'),
  inDemo('desk', 'rater'),
  inDemo('catalog', 'admin'),
  inDemo('seeds', 'admin'),
  inDemo('expansion', 'admin'),
  inDemo('regions', 'admin'),
  inDemo('generation', 'admin'),
  inDemo('samples', 'admin'),
  inDemo('releases', 'admin'),
  inDemo('insight', 'admin'),
  inDemo('people', 'admin'),
  inDemo('jobs', 'admin'),
  inDemo('audit', 'admin'),
  inDemo('settings', 'admin'),
]

/** Opens a page and waits until all that it was going to show is there: no skeleton left, every picture in sight loaded. */
export const openPage = async (page: Page, { path }: DemoPage) => {
  const answer = await page.goto(path)
  await page.waitForFunction(
    () =>
      document.querySelector('h1, h2') !== null &&
      document.querySelector('.skeleton, [aria-busy="true"]') === null &&
      [...document.images].every(
        (image) => image.complete || image.getBoundingClientRect().top > innerHeight,
      ) &&
      document.fonts.status === 'loaded',
    undefined,
    { timeout: 60_000 },
  )
  return answer
}
