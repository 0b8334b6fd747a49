import { db } from '@/lib/platform/db'
import { runInThread } from '@/lib/platform/threads/run-in-thread'
import type { ExportPayload } from './write-export'

/** Takes an export for this job; false when it was cancelled, is done, or belongs to another attempt. */
export const beginExport = async ({ exportId, attempt }: ExportPayload): Promise<boolean> => {
  const { count } = await db().releaseExport.updateMany({
    where: { id: exportId, attempt, status: { in: ['queued', 'running'] } },
    data: { status: 'running', startedAt: new Date(), done: 0, bytes: 0 },
  })
  return count === 1
}

/** Writes an export in a thread, since encoding would stop the renewal of this process's job locks. */
export const runExport = async (
  payload: ExportPayload,
  { signal }: { signal: AbortSignal },
): Promise<void> => {
  if (await beginExport(payload)) await runInThread('export', 'writeExport', payload, { signal })
}
