// host time per candidate of the edit engine, from record read to rows committed, beside its models' own
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { EditPipeline } from '@/lib/diffusion/pipeline/edit-pipeline'
import type { DeviceUsage } from '@/lib/engines/device-calls'
import { DiffusionEditor } from '@/lib/engines/editor/diffusion/diffusion-editor'
import { diffusionPlanner } from '@/lib/engines/editor/diffusion/diffusion-planner'
import type { EditRequest } from '@/lib/engines/editor/editor'
import { generationParams, startRun } from '@/lib/pipeline/generation'
import { makeRecord as makeCandidates } from '@/lib/pipeline/generation/make-record'
import { localDevice, startDevice } from '@/lib/pipeline/project'
import { drawPicture, makePicturedImage } from '@/lib/pipeline/testing/pictured-image'
import { makeMember, makeProject, makeRecord } from '@/lib/pipeline/testing/rows'
import { drainOutbox } from '@/lib/pipeline/testing/run-jobs'
import { bundleFile } from '@/lib/platform/bundles'
import { closeDb, db } from '@/lib/platform/db'
import { closeDevices } from '@/lib/platform/devices/run-on-device'
import { adoptEnv } from '@/lib/platform/env'
import { beatHeart } from '@/lib/platform/queue/heartbeat'
import { closeQueues } from '@/lib/platform/queue/queues'
import { askForDatabase } from '../bin/run-action'
import { median, report } from './measure'

/**
 * The whole way of a record through the worker, two records at a time as its queue runs them: rows and pictures read,
 * candidates made on the device, compared, encoded, stored, judged, committed; minus the time inside onnxruntime.
 *
 * `host_ms_candidate` at 512², medians of five rounds. `host_share` is the same against a model whose UNet call takes
 * 100 ms and makes one pair: its host share of the wall time. `pipeline_ratio` is the pipeline alone over the sum of
 * its session runs; `batch_gain` a candidate's time one by one over that in batches. `peak_mb` is the most that the
 * device's process held in 1,000 candidates of 128², `growth_mb` what it grew between the first hundred and the last.
 */
const rounds = 5

const fixtures = process.env.EXEMPLAR_FIXTURES
const models = fixtures && path.join(fixtures, 'models')
if (!models || !existsSync(path.join(models, 'tiny-sdxl'))) {
  console.error('Set EXEMPLAR_FIXTURES to a folder with models/tiny-sdxl.')
  process.exit(2)
}

const scratch = await mkdtemp(path.join(tmpdir(), 'exemplar-bench-'))
const environment = (more: Record<string, string>) =>
  adoptEnv({
    EXEMPLAR_HOME: scratch,
    NEXTAUTH_SECRET: randomBytes(36).toString('base64'),
    LOG_LEVEL: 'error',
    ...more,
  })

try {
  await askForDatabase()
  environment({})
  // The editor and nothing else.
  const editor = path.join(scratch, 'installed')
  await cp(path.join(models, 'tiny-sdxl'), path.join(editor, 'tiny-sdxl'), { recursive: true })
  const alone = await measurePipeline()
  const engines = await startDevice(editor)
  const stopHeart = await beatHeart('bench', 'gpu', { engines })
  const line = await measureLine(512, rounds, 4)
  const memory = await measureMemory()
  await closeDevices()
  // A device of its own, whose UNet takes its time.
  environment({ NODE_OPTIONS: `--import=${bundleFile('bench/slow-unet.mjs')}`, EXEMPLAR_MODEL_BATCH: '1' })
  await startDevice(editor)
  const slow = await measureLine(512, 3, 4)
  await closeDevices()
  await stopHeart()
  report('diffusion', {
    host_ms_candidate: round(line.hostMs),
    session_ms_candidate: round(line.sessionMs),
    host_share: round(slow.hostMs / (slow.hostMs + slow.sessionMs), 4),
    host_share_ms: round(slow.hostMs),
    pipeline_ratio: round(alone.ratio, 3),
    batch_gain: round(alone.batchGain, 3),
    peak_mb: Math.round(memory.peakMb),
    growth_mb: Math.round(memory.growthMb),
  })
} finally {
  await closeDevices()
  await closeQueues()
  await closeDb()
  await rm(scratch, { recursive: true, force: true })
  if (process.connected) process.disconnect?.()
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits))
}

async function measurePipeline() {
  const pipeline = await EditPipeline.open(path.join(models as string, 'tiny-sdxl'), { home: scratch })
  const text = {
    instruction: 'make it green',
    sourceCaption: 'a cup of coffee on a table',
    targetCaption: 'a cup of green tea on a table',
    editObject: null,
    editType: 'change-color',
  }
  const draws = diffusionPlanner
    .draw(text, 8, 1, 'free-form')
    .map((draw) => ({ ...draw, params: { ...draw.params, steps: 5 } }))
  const request: EditRequest = { text, mode: 'free-form', anchor: drawPicture(512), region: null, draws }
  const make = async (batch: number) => {
    const editor = new DiffusionEditor(pipeline, { models: [], provider: 'cpu', batch })
    const [begun, sessionMs] = [performance.now(), editor.sessionMs]
    for await (const _ of editor.edit(request));
    const wallMs = performance.now() - begun
    return { wallMs, ratio: wallMs / (editor.sessionMs - sessionMs) }
  }
  await make(1)
  const single: { wallMs: number; ratio: number }[] = []
  const batched: typeof single = []
  // In turn, so that a busy machine is so for both.
  for (let i = 0; i < rounds; i++) {
    single.push(await make(1))
    batched.push(await make(4))
  }
  await pipeline.release()
  return {
    ratio: median(single.map(({ ratio }) => ratio)),
    batchGain: median(single.map(({ wallMs }, i) => wallMs / (batched[i]?.wallMs ?? 1))),
  }
}

/** Records made by the worker's own steps, two at a time. */
async function makeLine(size: number, records: number, samples: number) {
  const project = await makeProject()
  const actor = await makeMember(project.id, 'admin')
  const ids: string[] = []
  for (let i = 0; i < records; i++) {
    const { image } = await makePicturedImage(project.id, size)
    const record = await makeRecord(image, {
      instruction: 'make it green',
      targetCaption: 'a green disc on a table',
    })
    ids.push(record.id)
  }
  const params = generationParams.parse({ engine: 'diffusion', samples })
  const choice = { onlyNew: true, recordIds: ids }
  const runId = await startRun(actor, { choice, params, mode: 'free_form', seed: 1 })
  await drainOutbox((name) => name === 'generation.plan')
  const tasks = await db().generationTask.findMany({ where: { runId }, orderBy: { position: 'asc' } })
  await db().outbox.deleteMany()
  const { signal } = new AbortController()
  const runner = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift())
      await makeCandidates({ taskId: task.id, attempt: task.attempt }, { signal })
  }
  const begun = performance.now()
  const before = await usage()
  await Promise.all([runner(), runner()])
  const after = await usage()
  const wallMs = performance.now() - begun
  const made = await db().candidate.count({ where: { runId } })
  if (made !== records * samples) throw new Error(`${made} candidates of ${records * samples} were made`)
  return { wallMs, sessionMs: after.sessionMs - before.sessionMs, made }
}

function usage(): Promise<DeviceUsage> {
  return localDevice().device.call('usage', null, { lane: 'interactive' })
}

async function measureLine(size: number, times: number, records: number) {
  await makeLine(size, 1, 4)
  const made = []
  for (let i = 0; i < times; i++) made.push(await makeLine(size, records, 6))
  return {
    hostMs: median(made.map(({ wallMs, sessionMs, made }) => (wallMs - sessionMs) / made)),
    sessionMs: median(made.map(({ sessionMs, made }) => sessionMs / made)),
  }
}

async function measureMemory() {
  await makeLine(128, 5, 20)
  const early = await usage()
  await makeLine(128, 45, 20)
  const late = await usage()
  return { peakMb: late.peakMemoryMb, growthMb: late.memoryMb - early.memoryMb }
}
