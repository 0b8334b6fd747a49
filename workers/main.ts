import { hostname } from 'node:os'
import { handlers, reconcilers } from '@/lib/pipeline/handlers'
import { startDevice } from '@/lib/pipeline/project'
import { closeDb } from '@/lib/platform/db'
import { closeDevices } from '@/lib/platform/devices/run-on-device'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { beatHeart } from '@/lib/platform/queue/heartbeat'
import { closeQueues } from '@/lib/platform/queue/queues'
import { reconcile } from '@/lib/platform/queue/reconcile'
import { work } from '@/lib/platform/queue/work'

// A worker for every queue. Wiring only: what a job does is in its stage.

const { EXEMPLAR_THREADS, EXEMPLAR_MODELS } = env()

// Two jobs at once keep a device busy: one is in its process while the other reads, scores and writes.
const engines = EXEMPLAR_MODELS === undefined ? null : await startDevice(EXEMPLAR_MODELS)
const stopHeart = await beatHeart(`${hostname()}:${process.pid}`, engines ? 'gpu' : 'cpu', {
  engines: engines ?? {},
})
const working = await work(handlers, {
  light: 8,
  ...(engines && { device: 2 }),
  pixels: EXEMPLAR_THREADS + 1,
  language: 4,
  export: 1,
})
// What was under way when the last worker was killed is looked for at once; a living worker's jobs are in the queue.
void reconcile(reconcilers, 0)
const timer = setInterval(() => void reconcile(reconcilers), 30_000)
log.info({ threads: EXEMPLAR_THREADS }, 'the worker is ready')

let stopping = false
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
