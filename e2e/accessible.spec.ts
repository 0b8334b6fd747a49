import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { demoPages, openPage } from './support/demo-pages'
import { demoPerson, type Role, signInAs } from './support/people'

// Every main page of the demo project, in light and in dark, through axe: what it calls serious or critical keeps
// somebody from working.

test.setTimeout(600_000)

for (const role of [null, 'rater', 'admin'] as const)
  test(`axe finds nothing serious on the pages of ${role ?? 'somebody who is not signed in'}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    if (role) await signInAs(page, demoPerson(role as Role))
    for (const one of demoPages.filter(({ as }) => as === role)) {
      const answer = await openPage(page, one)
      expect(answer?.status(), one.name).toBe(200)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const { violations } = await new AxeBuilder({ page }).analyze()
        const bad = violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, help, nodes }) => ({
            id,
            help,
            where: nodes.slice(0, 5).map(({ html }) => html.slice(0, 200)),
          }))
        expect.soft(bad, `${one.name}, ${colorScheme}`).toEqual([])
      }
    }
    await context.close()
  })
