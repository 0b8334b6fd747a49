#!/usr/bin/env node
import './launch/require-node.mjs'

const { start } = await import('./launch/start.mjs')
await start({ mode: 'production', argv: process.argv.slice(2) })
