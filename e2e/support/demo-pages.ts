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
  { name: 'my-judgement', path: '/p/first-light/work/quality', as: 'rater' },
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
  { name: 'quality', path: '/p/first-light/insight/quality', as: 'admin' },
  { name: 'gold', path: '/p/first-light/insight/gold', as: 'admin' },
  inDemo('people', 'admin'),
  inDemo('jobs', 'admin'),
  inDemo('audit', 'admin'),
  inDemo('settings', 'admin'),
]

/** Waits until a page has fetched nothing and changed nothing for a while; live updates keep the network from ever being idle. */
const stand = (page: Page) =>
  page.evaluate(
    (quietMs) =>
      new Promise<void>((resolve) => {
        let since = performance.now()
        const touch = () => {
          since = performance.now()
        }
        const mutations = new MutationObserver(touch)
        mutations.observe(document.body, { subtree: true, childList: true, attributes: true })
        const fetches = new PerformanceObserver(touch)
        fetches.observe({ type: 'resource' })
        const latest = since + 10_000
        const timer = setInterval(() => {
          const now = performance.now()
          if (now - since < quietMs && now < latest) return
          clearInterval(timer)
          mutations.disconnect()
          fetches.disconnect()
          resolve()
        }, 50)
      }),
    600,
  )

/** Opens a page and waits until all that it was going to show is there: no skeleton left, every picture in sight loaded. */
export const openPage = async (page: Page, { path }: DemoPage) => {
  const answer = await page.goto(path)
  await page.waitForFunction(
    () =>
      document.querySelector('h1, h2') !== null &&
      document.querySelector('.skeleton, [aria-busy="true"]') === null &&
      [...document.images].every(
        // What has no box, or lies below, is loaded when it comes into sight.
        (image) => image.complete || !image.offsetParent || image.getBoundingClientRect().top > innerHeight,
      ) &&
      document.fonts.status === 'loaded',
    undefined,
    { timeout: 60_000 },
  )
  await stand(page)
  return answer
}
