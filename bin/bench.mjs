#!/usr/bin/env node
import './launch/require-node.mjs'

const { runCommand } = await import('./launch/command.mjs')
await runCommand(async ({ report, signal }) => {
  const { bench } = await import('./launch/bench.mjs')
  const { ensurePackages } = await import('./launch/install.mjs')
  await ensurePackages(report, { signal })
  return await bench(process.argv.slice(2), { signal })
})
