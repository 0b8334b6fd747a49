import { hostname } from 'node:os'
import { handlers, reconcilers } from '@/lib/pipeline/handlers'
import { startDevice } from '@/lib/pipeline/project'
import { closeDb } from '@/lib/platform/db'
import { closeDevices } from '@/lib/platform/devices/run-on-device'
import { env } from '@/lib/platform/env'
import type { ExemplarError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { beatHeart } from '@/lib/platform/queue/heartbeat'
import { closeQueues } from '@/lib/platform/queue/queues'
import { reconcile } from '@/lib/platform/queue/reconcile'
import { work } from '@/lib/platform/queue/work'

// A worker for every queue. Wiring only: what a job does is in its stage.

const { EXEMPLAR_THREADS, EXEMPLAR_MODELS } = env()

const id = `${hostname()}:${process.pid}`
let stopHeart = await beatHeart(id, 'cpu')
const working = await work(handlers, { light: 8, pixels: EXEMPLAR_THREADS + 1, language: 4, export: 1 })
// What was under way when the last worker was killed is looked for at once; a living worker's jobs are in the queue.
void reconcile(reconcilers, 0)
const timer = setInterval(() => void reconcile(reconcilers), 30_000)
log.info({ threads: EXEMPLAR_THREADS }, 'the worker is ready')

let stopping = false

/** Models of some gigabytes are read once to know them by digest; other work need not wait for that, nor fail with it. */
const attachDevice = async (models: string) => {
  const engines = await startDevice(models)
  if (stopping) return closeDevices()
  await stopHeart()
  stopHeart = await beatHeart(id, 'gpu', { engines })
  // Two jobs at once keep a device busy: one is in its process while the other reads, scores and writes.
  await working.take('device', 2)
  log.info({ models }, 'the worker has a device')
}
if (EXEMPLAR_MODELS !== undefined)
  attachDevice(EXEMPLAR_MODELS).catch((error: ExemplarError) =>
    log.error({ error: error.message, fix: error.fix }, 'the worker goes on without its models'),
  )

const stop = async () => {
  if (stopping) return
  stopping = true
  log.info('the worker is stopping')
  clearInterval(timer)
  await stopHeart()
  await working.stop()
  await closeDevices()
  await closeQueues()
  await closeDb()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
