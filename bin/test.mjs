#!/usr/bin/env node
import './launch/require-node.mjs'

const { runCommand } = await import('./launch/command.mjs')
await runCommand(async (context) => {
  const { test } = await import('./launch/test.mjs')
  return await test(process.argv.slice(2), context)
})
