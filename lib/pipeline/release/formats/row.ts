import type { EditMode } from '@/lib/engines/editor/editor'
import type { ModelIdentity } from '@/lib/engines/identity'

export const splits = ['train', 'validation', 'test'] as const
export type Split = (typeof splits)[number]

/** The two published configurations, in the order in which they are written. */
export const configurations: readonly EditMode[] = ['free-form', 'region']

/** One content-addressed file: an encoded picture or mask. `size` is in bytes. */
export interface BlobRef {
  /** Hex. */
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
}

/** Similarities are cosines, `null` where no encoder ran; distances are on [0, 1] pixels. */
export interface ReleaseScores {
  readonly clipSource: number | null
  readonly clipTarget: number | null
  readonly clipDirection: number | null
  readonly clipImage: number | null
  readonly dino: number | null
  readonly ssim: number | null
  readonly l1: number | null
  readonly l2: number | null
  readonly perceptual: number | null
  /** Share of the change that lies inside the region, 0–1. */
  readonly inside: number | null
}

/** Where the photograph behind the row comes from, as its owner asks to be named. */
export interface ImageOrigin {
  /** Of the photograph itself, so that a trainer can split by photograph and never leak one across splits. */
  readonly sha256: string
  readonly source: string | null
  readonly author: string | null
  readonly licence: string | null
}

export interface RowGenerator {
  /** `editor/procedural`, `editor/sdxl-turbo`, … */
  readonly name: string
  readonly version: string
  readonly isModel: boolean
  readonly models: readonly ModelIdentity[]
  /** The operation taken, in the engine's words. */
  readonly operation: string | null
  readonly params: Readonly<Record<string, string | number | boolean | null>>
  readonly seed: number
}

export type Decider = 'filter' | 'rater' | 'reviewer'
export type MaskKind = 'fine' | 'contour' | 'box' | 'soft'

/**
 * One sample as a release holds it. It carries no times, no database ids and no names of people, so that sealing
 * the same samples twice exports the same bytes.
 */
export interface ReleaseRow {
  /** The row's place in the release, ascending and unique, across both configurations. */
  readonly position: number
  /** The record's number; candidates of one record share it. */
  readonly idx: number
  readonly configuration: EditMode
  readonly split: Split
  readonly instruction: string
  readonly sourceCaption: string
  readonly targetCaption: string
  /** Null in free-form. */
  readonly editObject: string | null
  readonly editType: string
  readonly scores: ReleaseScores
  readonly source: BlobRef
  readonly edited: BlobRef
  /** Null in free-form. */
  readonly mask: BlobRef | null
  readonly maskKind: MaskKind | null
  /** The photograph's frame, when the engine generated both members of the pair. */
  readonly anchor: BlobRef | null
  readonly origin: ImageOrigin
  readonly generator: RowGenerator
  /** 1 edits the photograph, n+1 edits an accepted image of turn n. */
  readonly turn: number
  /** Position of the row whose edited image this one starts from, if it is in the release too. */
  readonly parentPosition: number | null
  readonly decidedBy: Decider
}

/** One configuration's split: what one run of shards holds. */
export interface Part {
  readonly configuration: EditMode
  readonly split: Split
}

/**
 * Reads a sealed release in ascending position, as often as asked: once to plan, again to write, and from the middle
 * after a restart. `part` narrows to one configuration's split, `after` to positions beyond it.
 */
export type RowSource = (query: {
  readonly part?: Part
  readonly after?: number
}) => AsyncIterable<ReleaseRow>

export type BlobReader = (sha256: string) => Promise<Uint8Array>

export interface ExportProgress {
  readonly rows: number
  readonly totalRows: number
  readonly bytes: number
  /** Of all files' contents, estimated before the first is written. */
  readonly totalBytes: number
}

export interface ExportControl {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ExportProgress) => void
}

export const partName = (part: Part) => `${part.configuration}/${part.split}`

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

export type ImageRole = 'source' | 'edited' | 'mask' | 'anchor'

/** `00000042_source.png`: the same row has the same file name in every format. */
export function imageName(row: ReleaseRow, role: ImageRole, blob: BlobRef): string {
  return `${String(row.position).padStart(8, '0')}_${role}.${extensions[blob.mediaType] ?? 'bin'}`
}
