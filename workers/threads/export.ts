import { type ExportPayload, writeExport as write } from '@/lib/pipeline/release/exports/write-export'
import { closeDb } from '@/lib/platform/db'
import { threadFunction } from '@/lib/platform/threads/thread-function'

// What runs in export threads: encoding Parquet, with connections of the thread's own that go when it is idle.

export const writeExport = threadFunction(async (payload: ExportPayload) => {
  try {
    return await write(payload)
  } finally {
    await closeDb()
  }
})
