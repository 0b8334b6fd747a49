#!/usr/bin/env node
import './launch/require-node.mjs'

const { start } = await import('./launch/start.mjs')
await start({ mode: 'development', argv: process.argv.slice(2) })
