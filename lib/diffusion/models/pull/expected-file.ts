import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stopIfCancelled } from './request'

/** A file of a repository: where it goes, and how to know that it arrived whole. */
export interface ExpectedFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string
  readonly size: number
  /** Of the content, hex; large files are listed with it. */
  readonly sha256: string | null
  /** Git's name of the content, sha1 over `blob <size>\0` and the bytes; small files are listed with it. */
  readonly gitBlob: string | null
}

/** Hashes a file while it comes in. The sha256 is always computed, since it is what candidates are recorded with. */
export class FileDigest {
  private readonly sha256 = createHash('sha256')
  private readonly blob: Hash | null

  constructor(private readonly file: ExpectedFile) {
    this.blob = file.gitBlob === null ? null : createHash('sha1').update(`blob ${file.size}\0`)
  }

  update(bytes: Uint8Array): void {
    this.sha256.update(bytes)
    this.blob?.update(bytes)
  }

  /** The sha256, and whether every digest that the repository states agrees. */
  end(): { readonly sha256: string; readonly agrees: boolean } {
    const sha256 = this.sha256.digest('hex')
    const blob = this.blob?.digest('hex') ?? null
    return {
      sha256,
      agrees: (this.file.sha256 ?? sha256) === sha256 && (blob === null || blob === this.file.gitBlob),
    }
  }
}

/** Feeds what is on disk to a digest; returns the number of bytes. */
export const digestFile = async (path: string, digest: FileDigest, signal?: AbortSignal): Promise<number> => {
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    stopIfCancelled(signal)
    digest.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return bytes
}
