#!/usr/bin/env node
import './launch/require-node.mjs'

const { runCommand } = await import('./launch/command.mjs')
await runCommand(async ({ report, signal }) => {
  const { ensurePackages } = await import('./launch/install.mjs')
  const { generate } = await import('./launch/generate.mjs')
  const { check } = await import('./launch/check.mjs')
  const { summarise } = await import('./launch/summarise.mjs')
  await ensurePackages(report, { signal })
  await generate({ signal })
  return summarise([await check({ signal })])
})
