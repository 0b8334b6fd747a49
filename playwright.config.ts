import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'

// The browser tests' own product: a production build with a home in a temporary folder and a port that was free.
// Playwright's workers read this file again, and find the first reading's choices in the environment.
// E2E_HOME and E2E_PORT of a product that runs already save its start, while one writes tests.
const runsAlready = Boolean(process.env.E2E_HOME)
const home = process.env.E2E_HOME || mkdtempSync(path.join(os.tmpdir(), 'exemplar-e2e-'))
process.env.E2E_HOME = home
// The product has stopped by then.
if (!runsAlready) process.on('exit', () => rmSync(home, { recursive: true, force: true }))
process.env.E2E_PORT ??= String(await freePort())
const baseURL = `http://localhost:${process.env.E2E_PORT}`

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  timeout: 60_000,
  // The product, the browser and the tests share what may be two slow cores.
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      // Undefined is Playwright's own browser.
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        // Chromium refuses to sandbox as root, which CI containers are.
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node bin/start.mjs',
    url: `${baseURL}/api/health`,
    env: {
      EXEMPLAR_HOME: home,
      PORT: process.env.E2E_PORT,
      NEXTAUTH_URL: '',
      DATABASE_URL: '',
    },
    timeout: 600_000,
    reuseExistingServer: runsAlready,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
