#!/usr/bin/env node
import './launch/require-node.mjs'

const { runCommand } = await import('./launch/command.mjs')
await runCommand(async ({ report, signal }) => {
  const { ensurePackages } = await import('./launch/install.mjs')
  const { build } = await import('./launch/build.mjs')
  await ensurePackages(report, { signal })
  await build(report, { signal, force: true })
})
