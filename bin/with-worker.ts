import { hostname } from 'node:os'
import { handlers, reconcilers } from '@/lib/pipeline/handlers'
import { startDevice } from '@/lib/pipeline/project'
import { closeDevices } from '@/lib/platform/devices/run-on-device'
import { env } from '@/lib/platform/env'
import { beatHeart } from '@/lib/platform/queue/heartbeat'
import { reconcile } from '@/lib/platform/queue/reconcile'
import { work } from '@/lib/platform/queue/work'
import { closeThreads } from '@/lib/platform/threads/run-in-thread'

/**
 * Does `task` with a worker in this process, so that a command needs no other one; the queue shares with any that run.
 * It has a device only where `models` names a folder: what needs no model neither waits for one nor fails with it.
 */
export const withWorker = async <T>(task: () => Promise<T>, models: string | null = null): Promise<T> => {
  const { EXEMPLAR_THREADS } = env()
  const engines = models === null ? null : await startDevice(models)
  const stopHeart = await beatHeart(`${hostname()}:${process.pid}`, 'command', { engines: engines ?? {} })
  try {
    const working = await work(handlers, {
      ...(engines && { device: 2 }),
      light: 4,
      pixels: EXEMPLAR_THREADS + 1,
      language: 2,
      export: 1,
    })
    try {
      await reconcile(reconcilers, 0)
      return await task()
    } finally {
      await working.stop()
    }
  } finally {
    await Promise.all([closeThreads(), closeDevices()])
    await stopHeart()
  }
}

/** Asks `look` four times a second until it answers; stops with the signal's reason. */
export const until = async <T>(signal: AbortSignal, look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    signal.throwIfAborted()
    const seen = await look()
    if (seen !== undefined) return seen
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
