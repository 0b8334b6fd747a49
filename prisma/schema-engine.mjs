#!/usr/bin/env node
/**
 * Stands in for Prisma's native `schema-engine` executable, which its command line would download from a host that
 * closed networks do not reach. The same engine is published on npm as WebAssembly; this file gives it the
 * executable's two faces: `cli can-connect-to-database | create-database`, and newline-delimited JSON-RPC on
 * standard input and output. `DEBUG_ENGINE=1` prints what the engine logs.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { adapterFactory, canConnect, createDatabase } from './schema-engine-database.mjs'

const bindingsPath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
const debug = process.env.DEBUG_ENGINE ? (...facts) => console.error(...facts) : () => {}

const { command, datamodels, url } = parseArguments(process.argv.slice(2))
if (command[0] === '--version') printVersion()
else if (command[0] === 'cli') await runCommand(command[1])
else await serve()

/** `[--datamodels file…] [--datasource json] [--option value…] [command…]`, as Prisma's command line writes it. */
function parseArguments(argv) {
  const parsed = { command: [], datamodels: [], url: undefined }
  const words = [...argv]
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--datamodels') {
      while (words[0] && words[0] !== 'cli' && !words[0].startsWith('--'))
        parsed.datamodels.push(words.shift())
    } else if (word === '--datasource') parsed.url = JSON.parse(words.shift()).url
    else if (word === '--enabled-preview-features' || word === '--extension-types') words.shift()
    else parsed.command.push(word)
  }
  return parsed
}

function printVersion() {
  const { version } = JSON.parse(readFileSync(join(dirname(bindingsPath), 'package.json'), 'utf8'))
  console.log(`schema-engine-wasm ${version}`)
}

async function runCommand(name) {
  const commands = { 'can-connect-to-database': canConnect, 'create-database': createDatabase }
  try {
    if (!commands[name]) throw new Error(`schema-engine: the command ${name} is not supported`)
    console.log(await commands[name](url))
  } catch (error) {
    // Prisma drops the first line of standard error, then expects the engine's own log format.
    const fields = { message: error.message, error_code: error.prismaCode, is_panic: false }
    const line = {
      timestamp: new Date().toISOString(),
      level: 'ERROR',
      fields,
      target: 'schema_engine::logger',
    }
    process.stderr.write(`\n${JSON.stringify(line)}\n`)
    process.exitCode = 1
  }
}

async function serve() {
  let panic
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      panic = message
    },
  }
  let starting
  const engine = () => (starting ??= startEngine())
  let lastPrintId = 1_000_000

  async function answer(request) {
    // The command line's acknowledgement of a `print` below is a message without a method.
    if (!request.method) return
    try {
      // The WebAssembly build renamed this one call.
      const method = request.method === 'getDatabaseVersion' ? 'version' : request.method
      const target = await engine()
      if (typeof target[method] !== 'function') throw new Error(`schema-engine: no method ${request.method}`)
      const result = (await target[method](request.params)) ?? {}
      // The executable sends a diff's text as a `print` request of its own; the WebAssembly build returns it.
      if (method === 'diff' && typeof result.stdout === 'string') {
        send({ id: ++lastPrintId, method: 'print', params: { content: result.stdout } })
        result.stdout = null
      }
      send({ id: request.id, result })
    } catch (error) {
      debug(error)
      const data = {
        is_panic: false,
        message: panic ?? error.message ?? String(error),
        error_code: typeof error.code === 'string' ? error.code : undefined,
        meta: error.meta,
      }
      send({ id: request.id, error: { code: 4466, message: 'The schema engine failed.', data } })
    }
  }

  // One at a time: the engine is one object with one connection.
  let queue = Promise.resolve()
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', (line) => {
    if (line.trim()) queue = queue.then(() => answer(JSON.parse(line)))
  })
  lines.on('close', () => queue.then(() => process.exit(0)))
}

async function startEngine() {
  const wasm = readFileSync(bindingsPath.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  const models = datamodels.map((file) => [file, readFileSync(file, 'utf8')])
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(url))
  return await bindings.SchemaEngine.new(
    { datamodels: models.length > 0 ? models : undefined },
    debug,
    factory,
  )
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}
