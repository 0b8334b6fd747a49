import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'

// The headless line as a stranger runs it: a folder of photographs, two hundred records, one command.

const root = path.resolve(import.meta.dirname, '..')
const work = mkdtempSync(path.join(tmpdir(), 'exemplar-run-'))
const images = path.join(work, 'images')
const records = path.join(work, 'records.jsonl')
const recordCount = 200

const tones = ['brighter', 'darker', 'warmer', 'cooler']

beforeAll(() => {
  cpSync(path.join(root, 'prisma/demo/photos'), images, { recursive: true })
  const photos = readdirSync(images).filter((name) => /\.(png|jpe?g)$/.test(name))
  const lines = Array.from({ length: recordCount }, (_, i) => {
    const photo = photos[i % photos.length]
    const tone = tones[Math.floor(i / photos.length) % tones.length]
    const scene = `photograph ${photo} number ${i}`
    return JSON.stringify({
      edit_instruction: `Make the photo ${tone}`,
      input_text: `a ${scene}`,
      input_image: photo,
      output_text: `a ${tone} ${scene}`,
      global_idx: 5_000 + i,
      edit_object: 'NONE',
    })
  })
  writeFileSync(records, lines.join('\n'))
})

afterAll(() => rmSync(work, { recursive: true, force: true }))

const command = (home: string, out: string) => ({
  file: process.execPath,
  args: [
    path.join(root, 'bin/exemplar.mjs'),
    ...['run', '--records', records, '--images', images, '--out', path.join(work, out)],
    ...['--engine', 'procedural', '--samples', '4', '--seed', '7', '--json'],
  ],
  options: {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', EXEMPLAR_HOME: path.join(work, home), EXEMPLAR_THREADS: '2' },
  },
})

const run = async (home: string, out: string) => {
  const { file, args, options } = command(home, out)
  const { stdout } = await promisify(execFile)(file, args, { ...options, maxBuffer: 16 * 2 ** 20 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

/** Starts a run in a process group of its own and kills all of it once it has said `word`. */
const killAt = (home: string, out: string, word: RegExp) =>
  new Promise<void>((resolve, reject) => {
    const { file, args, options } = command(home, out)
    const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += chunk
      if (word.test(said) && child.pid && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
    })
    child.on('close', (code, signal) =>
      signal ? resolve() : reject(new Error(`it ended by itself (${code}): ${said}`)),
    )
  })

/** Every file by its digest: a difference of 400 MB is no message. */
const filesOf = (out: string) =>
  Object.fromEntries(
    readdirSync(path.join(work, out), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = path.join(entry.parentPath ?? entry.path, entry.name)
        return [
          path.relative(path.join(work, out), file),
          createHash('sha256').update(readFileSync(file)).digest('hex'),
        ] as const
      })
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )

test('two hundred records become a dataset, in the same bytes when it is run twice and when it was killed', async () => {
  const result = await run('home-1', 'out-1')
  expect(result).toMatchObject({
    records: recordCount,
    unusable: 0,
    refused: 0,
    failed: 0,
    candidates: recordCount * 4,
  })
  expect(result.rows).toBe(result.passed)

  await killAt('home-2', 'out-2', /Generating (?:[2-9]\d|1\d\d) of/)
  await run('home-2', 'out-2')
  const files = filesOf('out-1')
  expect(filesOf('out-2')).toEqual(files)

  await run('home-1', 'out-3')
  expect(filesOf('out-3')).toEqual(files)

  // At 500 MB a shard, eight hundred pictures are two of them.
  const shards = Object.keys(files)
    .filter((file) => file.endsWith('.parquet'))
    .map((file) => {
      const bytes = readFileSync(path.join(work, 'out-1', file))
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
    })
  const rows = shards.reduce((sum, shard) => sum + Number(parquetMetadata(shard).num_rows), 0)
  expect(rows).toBe(result.rows)
  const [first] = await parquetReadObjects({ file: shards[0] as ArrayBuffer, rowStart: 0, rowEnd: 1 })
  expect(first).toMatchObject({
    idx: 5_000n,
    edit_prompt: 'Make the photo brighter',
    edit_object: null,
    decided_by: 'filter',
  })
}, 1_800_000)

test('records that cannot be read are refused by the field, with the exit code for bad input', async () => {
  const { file, options } = command('home-1', 'out-4')
  const args = [
    path.join(root, 'bin/exemplar.mjs'),
    'run',
    '--records',
    path.join(work, 'none.jsonl'),
    '--images',
    images,
    '--out',
    work,
  ]
  const failed = await promisify(execFile)(file, args, options).catch((error) => error)
  expect(failed).toMatchObject({ code: 3, stderr: expect.stringContaining('records') })
})
