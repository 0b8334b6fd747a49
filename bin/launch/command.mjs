import { loadEnvFile, root } from './home.mjs'
import { explain, printError, Stopped } from './launch-error.mjs'
import { createReport, exit } from './report.mjs'

/** Runs one of our commands that end by themselves; a number that it returns is its exit code. */
export async function runCommand(work, { report = createReport() } = {}) {
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort(new Stopped()))
  try {
    loadEnvFile()
    await exit((await work({ report, signal: stopping.signal })) ?? 0)
  } catch (error) {
    if (!stopping.signal.aborted) printError(explain(error, root))
    await exit(stopping.signal.aborted ? 130 : 1)
  }
}
