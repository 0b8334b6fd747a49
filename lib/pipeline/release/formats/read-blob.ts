import { createHash } from 'node:crypto'
import { ExemplarError } from '@/lib/platform/errors'
import type { BlobReader, BlobRef } from './row'

/** Reads a blob and checks it against its digest: what a release says it holds is what it holds. */
export async function readBlob(blobs: BlobReader, ref: BlobRef): Promise<Uint8Array> {
  const bytes = await blobs(ref.sha256)
  if (createHash('sha256').update(bytes).digest('hex') !== ref.sha256) {
    throw new ExemplarError('internal', `The stored file ${ref.sha256} is damaged: its digest differs.`, {
      field: 'blob',
      fix: 'Restore the file from a backup, then start the export again; finished shards are kept.',
    })
  }
  return bytes
}
