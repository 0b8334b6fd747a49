import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiskSink } from '@/lib/pipeline/release/formats/disk-sink'
import { exportParquet } from '@/lib/pipeline/release/formats/export-parquet'
import type { BlobRef, ReleaseRow } from '@/lib/pipeline/release/formats/row'
import { sampleAbout, sampleRow, sourceOf } from '@/lib/pipeline/release/formats/sample-release'

/**
 * Exports 2,000 rows of 200 KB (two pictures of 100 KB) from files to Parquet, against copying the same files into
 * one: the least that any export has to do. `peak_mb` is the most that heap and buffers grew over the start.
 */
const rowCount = 2000
const pictureBytes = 100_000

const root = await mkdtemp(join(tmpdir(), 'exemplar-bench-'))
try {
  const { rows, pathOf } = await makeBlobs(join(root, 'blobs'))
  const copyMs = await copyAll(rows, pathOf, join(root, 'copy.bin'))
  const { exportMs, peakMb } = await exportAll(rows, pathOf, join(root, 'export'))
  const megabytes = (rowCount * 2 * pictureBytes) / 1e6
  console.log(
    JSON.stringify({
      bench: 'export',
      rows_s: Math.round(rowCount / (exportMs / 1000)),
      mb_s: Math.round(megabytes / (exportMs / 1000)),
      peak_mb: Math.round(peakMb),
      copy_mb_s: Math.round(megabytes / (copyMs / 1000)),
      times_copy: Number((exportMs / copyMs).toFixed(2)),
    }),
  )
} finally {
  await rm(root, { recursive: true, force: true })
}

async function makeBlobs(folder: string) {
  await mkdir(folder)
  const pathOf = (sha256: string) => join(folder, sha256)
  const put = async (name: string): Promise<BlobRef> => {
    const bytes = noise(name)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await writeFile(pathOf(sha256), bytes)
    return { sha256, size: bytes.length, mediaType: 'image/png' }
  }
  const rows: ReleaseRow[] = []
  for (let index = 0; index < rowCount; index++) {
    const [source, edited] = [await put(`source ${index}`), await put(`edited ${index}`)]
    rows.push({ ...sampleRow(index, { source, edited, mask: source }), configuration: 'free-form' })
  }
  return { rows, pathOf }
}

/** Bytes that no codec can shrink, like an encoded picture's: a chain of digests. */
function noise(name: string): Buffer {
  const parts: Buffer[] = []
  for (let block = 0; parts.length * 32 < pictureBytes; block++) {
    parts.push(createHash('sha256').update(`${name} ${block}`).digest())
  }
  return Buffer.concat(parts, pictureBytes)
}

async function copyAll(rows: readonly ReleaseRow[], pathOf: (sha256: string) => string, target: string) {
  const start = performance.now()
  const file = await open(target, 'w')
  for (const { source, edited } of rows) {
    for (const { sha256 } of [source, edited]) {
      for await (const chunk of createReadStream(pathOf(sha256), { highWaterMark: 1 << 20 })) {
        await file.writeFile(chunk as Buffer)
      }
    }
  }
  await file.datasync()
  await file.close()
  return performance.now() - start
}

async function exportAll(rows: readonly ReleaseRow[], pathOf: (sha256: string) => string, target: string) {
  const used = () => {
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = used()
  let peak = before
  const sample = () => {
    peak = Math.max(peak, used())
  }
  const timer = setInterval(sample, 5)
  const start = performance.now()
  await exportParquet(
    {
      about: sampleAbout,
      source: sourceOf(rows),
      blobs: (sha256) => readFile(pathOf(sha256)),
      sink: new DiskSink(target),
    },
    { onProgress: sample },
  )
  clearInterval(timer)
  return { exportMs: performance.now() - start, peakMb: (peak - before) / 1e6 }
}
