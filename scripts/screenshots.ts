/**
 * Photographs the main pages of the demo project, light and dark, at two widths, for the README.
 *
 *   EXEMPLAR_HOME=/tmp/pictures npm start -- --port 4100     # a fresh home, so that the demo is as it was loaded
 *   npx esbuild scripts/screenshots.ts --bundle --platform=node --format=esm --packages=external --outfile=dist/screenshots.mjs
 *   node dist/screenshots.mjs --url http://localhost:4100 --home /tmp/pictures [--out public/screenshots] [--only desk]
 *
 * One WebP a picture: <page>-<light|dark>-<width>.webp. `--browser` names a Chromium other than Playwright's own.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright'
import sharp from 'sharp'
import { demoPages, openPage } from '@/e2e/support/demo-pages'
import { demoPerson, signInAs } from '@/e2e/support/people'

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
/** A page that has just changed its colours is painted over several frames. */
const repaintMs = 300
const budgetBytes = 4 * 2 ** 20

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    home: { type: 'string', default: '.exemplar' },
    out: { type: 'string', default: 'public/screenshots' },
    only: { type: 'string' },
    browser: { type: 'string' },
  },
})

const roles = [null, 'rater', 'admin'] as const

/** All pages of one role at one size; returns the bytes written. */
const shoot = async (browser: Browser, role: (typeof roles)[number], viewport: (typeof sizes)[number]) => {
  const pages = demoPages.filter(({ as, name }) => as === role && (!values.only || name === values.only))
  if (pages.length === 0) return 0
  const phone = viewport.width < 600
  const context = await browser.newContext({
    baseURL: values.url,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    viewport,
    hasTouch: phone,
    isMobile: phone,
  })
  // Two pictures side by side show more of the desk than one under a slider does.
  if (!phone)
    await context.addInitScript(() =>
      localStorage.setItem('exemplar.compare', JSON.stringify({ mode: 'side' })),
    )
  const page = await context.newPage()
  if (role) await signInAs(page, demoPerson(role, values.home))
  let bytes = 0
  for (const one of pages) {
    await openPage(page, one)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.waitForTimeout(repaintMs)
      const picture = await sharp(await page.screenshot())
        .webp({ quality: 78, effort: 6 })
        .toBuffer()
      const file = join(values.out, `${one.name}-${colorScheme}-${viewport.width}.webp`)
      writeFileSync(file, picture)
      bytes += statSync(file).size
      process.stdout.write(`${file}  ${Math.round(picture.length / 1024)} KB\n`)
    }
  }
  await context.close()
  return bytes
}

mkdirSync(values.out, { recursive: true })
const browser = await chromium.launch({
  ...(values.browser && { executablePath: values.browser }),
  args: ['--no-sandbox'],
})
let total = 0
for (const role of roles) for (const size of sizes) total += await shoot(browser, role, size)
await browser.close()
process.stdout.write(`${(total / 2 ** 20).toFixed(1)} MB\n`)
if (total > budgetBytes) throw new Error(`The pictures take ${total} bytes, more than the README is worth.`)
