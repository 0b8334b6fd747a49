import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Tx } from '@/lib/platform/db'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { diskStorage } from './disk'
import type { Storage, StoredBlob } from './storage'

let opened: Storage | undefined

/** The process's blob storage: a folder of EXEMPLAR_HOME. */
export const storage = (): Storage => {
  opened ??= diskStorage(path.join(env().EXEMPLAR_HOME, 'blobs'))
  return opened
}

/** What a browser may be told a blob is. Never taken from a client. */
export type BlobMediaType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/webp'
  | 'application/octet-stream'
  | 'text/plain'
  | 'application/json'

/** Stores bytes and their row. The blob can be read by nobody until a project is granted it. */
export const putBlob = async (
  content: Readable | Uint8Array,
  mediaType: BlobMediaType,
  options?: { maxBytes?: number },
): Promise<StoredBlob> => {
  const stored = await storage().put(content, options)
  // The same bytes may have come in before as an unread upload; what we encoded ourselves has the better name.
  await db().$executeRaw`
    INSERT INTO "Blob" (sha256, size, "mediaType") VALUES (${stored.sha256}, ${stored.size}, ${mediaType})
    ON CONFLICT (sha256) DO UPDATE SET "mediaType" = EXCLUDED."mediaType"
    WHERE "Blob"."mediaType" = 'application/octet-stream'`
  return stored
}

/** Lets a project's members read blobs; call it in the transaction that writes the rows pointing to them. */
export const grantBlobs = async (
  tx: Tx,
  projectId: string,
  names: readonly (string | null)[],
): Promise<void> => {
  const data = [...new Set(names.filter((name) => name !== null))].map((sha256) => ({ projectId, sha256 }))
  await tx.projectBlob.createMany({ data, skipDuplicates: true })
}
