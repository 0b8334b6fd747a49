import { Piscina } from 'piscina'
import { bundleFile } from '@/lib/platform/bundles'
import { env } from '@/lib/platform/env'
import { fromThread, type ThreadAnswer } from './thread-function'

// Pixel and Parquet work would stop the event loop, and with it the renewal of job locks: the queue would hand the
// same job to somebody else. So it runs in threads, each with its own bundle.

const pools = new Map<string, Piscina>()

const poolOf = (entry: string): Piscina => {
  const open = pools.get(entry)
  if (open) return open
  const pool = new Piscina({
    filename: bundleFile(`threads/${entry}.mjs`),
    minThreads: 0,
    maxThreads: env().EXEMPLAR_THREADS,
    idleTimeout: 60_000, // a thread keeps OpenCV's 100 MB warm while work comes, and gives it back after
  })
  pools.set(entry, pool)
  return pool
}

/**
 * Calls the exported `threadFunction` `name` of `workers/threads/<entry>.ts` in a thread; its refusals are thrown here. The payload is cloned, so it holds
 * plain data and typed arrays only. Aborting ends the thread, which is safe for plain computation.
 */
export const runInThread = async <Out>(
  entry: string,
  name: string,
  payload: unknown,
  options: { signal?: AbortSignal } = {},
): Promise<Out> => {
  const answer: ThreadAnswer<Out> = await poolOf(entry).run(payload, {
    name,
    ...(options.signal && { signal: options.signal }),
  })
  return fromThread(answer)
}

export const closeThreads = async (): Promise<void> => {
  const open = [...pools.values()]
  pools.clear()
  await Promise.allSettled(open.map((pool) => pool.destroy()))
}
