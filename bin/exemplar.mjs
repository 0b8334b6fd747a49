#!/usr/bin/env node
import './launch/require-node.mjs'

const { runCommand } = await import('./launch/command.mjs')
const { runCommandLine } = await import('./launch/command-line.mjs')
const { createReport } = await import('./launch/report.mjs')
// Standard output belongs to the command's result.
const report = createReport(process.stderr)
await runCommand(({ signal }) => runCommandLine(process.argv.slice(2), { report, signal }), { report })
