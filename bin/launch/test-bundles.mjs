import { build } from './build.mjs'
import { generate } from './generate.mjs'
import { createReport } from './report.mjs'

/** Vitest's global set-up wherever a test may run code in a thread or as a program: those load from dist/. */
export async function setup() {
  await generate()
  await build(createReport(process.stderr), { web: false })
}
