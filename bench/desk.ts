// The review desk in headless Chromium: next picture painted, panning, weight of the script, brushing a mask.
import { chromium } from 'playwright'
import { ensureChromium } from '../bin/launch/chromium.mjs'
import { freePort, launch, makeHome, removeHome } from '../bin/testing/installation'
import { openDatabase } from '../e2e/support/database'
import { brushing } from './desk/brushing'
import { nextPicture } from './desk/next-picture'
import { panning } from './desk/panning'
import { scriptSize } from './desk/script-size'
import type { DeskBench } from './desk/setting'
import { report } from './measure'

/** Each is one file beside this one, and adds its figures. */
const measurements: readonly ((bench: DeskBench) => Promise<Record<string, number>>)[] = [
  nextPicture,
  panning,
  scriptSize,
  brushing,
]

const quiet = { step: (_: string, work: () => Promise<void>) => work(), line: () => {} }
const home = makeHome()
const port = await freePort()
const baseURL = `http://localhost:${port}`
const product = launch('start.mjs', [], { EXEMPLAR_HOME: home, PORT: String(port), LOG_LEVEL: 'error' })
// The demo's people are read from the home, as the browser tests do.
process.env.E2E_HOME = home
try {
  await product.says(/Exemplar is ready/)
  const pool = openDatabase(home)
  const browser = await chromium.launch({
    executablePath: await ensureChromium(quiet, { signal: new AbortController().signal }),
    args: ['--no-sandbox', '--disable-quic', '--no-first-run'],
  })
  try {
    const figures: Record<string, number> = {}
    for (const measure of measurements)
      Object.assign(figures, await measure({ browser, baseURL, home, pool }))
    report('desk', figures)
  } finally {
    await browser.close()
    await pool.end()
  }
} finally {
  product.process.kill('SIGTERM')
  await product.ended
  removeHome(home)
}
