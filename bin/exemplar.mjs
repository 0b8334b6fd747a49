#!/usr/bin/env node
import './launch/require-node.mjs'

const { runCommandLine } = await import('./launch/command-line.mjs')
await runCommandLine(process.argv.slice(2))
