import { loadEnvFile, root } from './home.mjs'
import { explain, printError } from './launch-error.mjs'
import { createReport, exit } from './report.mjs'
import { stopSignal } from './stop-signal.mjs'

/** Runs one of our commands that end by themselves; a number that it returns is its exit code. */
export async function runCommand(work, { report = createReport() } = {}) {
  const signal = stopSignal()
  try {
    loadEnvFile()
    await exit((await work({ report, signal })) ?? 0)
  } catch (error) {
    if (!signal.aborted) printError(explain(error, root))
    await exit(signal.aborted ? 130 : 1)
  }
}
