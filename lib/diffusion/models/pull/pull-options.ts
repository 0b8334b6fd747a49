import type { Patience } from './request'

export interface PullProgress {
  readonly doneBytes: number
  readonly totalBytes: number
  readonly doneFiles: number
  readonly totalFiles: number
}

export interface PullOptions {
  /** The folder that becomes the model; made when needed. */
  readonly to: string
  /** Patterns of paths, `*` for anything: `unet/*`, `*.json`. Default: everything. */
  readonly include?: readonly string[]
  readonly patience?: Patience
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: PullProgress) => void
}

export interface PulledFile {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

/** What was pulled; also written into the folder, as `exemplar-pull.json`. */
export interface Pulled {
  readonly source: string
  readonly revision: string | null
  /** What the revision was when it was pulled. */
  readonly commit: string | null
  readonly files: readonly PulledFile[]
}
