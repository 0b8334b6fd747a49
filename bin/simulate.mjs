#!/usr/bin/env node
// `npm run simulate -- raters`: plays people or machines with known faults against the rules that are to find them.
import './launch/require-node.mjs'

const { runCommand } = await import('./launch/command.mjs')
await runCommand(async ({ report, signal }) => {
  const { simulate } = await import('./launch/simulate.mjs')
  const { ensurePackages } = await import('./launch/install.mjs')
  await ensurePackages(report, { signal })
  return await simulate(process.argv.slice(2), { signal })
})
