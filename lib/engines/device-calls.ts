import type { Draw, EditMode, EditText, RegionMasks } from '@/lib/engines/editor/editor'
import type { EncoderScores } from '@/lib/engines/encoder/encoder'
import type { EngineIdentity } from '@/lib/engines/identity'
import type { SegmentPrompt } from '@/lib/engines/segmenter/segmenter'
import type { Rect } from '@/lib/imaging/raster'
import type { PairScores } from '@/lib/imaging/scores/score-pair'

// What a device's process is asked for, and what it answers: workers/device.ts serves these, and whoever has a
// `Device<DeviceCalls>` calls them. Pictures travel encoded, which is a third of their pixels.

/** Model folders of this machine, and what computes them. The device loads each once, with the first need. */
export interface DeviceModels {
  readonly provider: 'cpu' | 'cuda' | 'webgpu' | 'auto'
  /** CPU threads of a session; default: the runtime's choice. */
  readonly threads?: number
  /** An SDXL folder, as `models prepare` left it. */
  readonly editor?: string
  readonly clip?: string
  readonly dinov2?: string
  readonly sam?: string
  readonly grounding?: string
}

/** Null for a role without a folder. */
export type DeviceEngines = Readonly<Record<'editor' | 'encoder' | 'segmenter', EngineIdentity | null>>

/** One record's candidates. */
export interface EditOrder {
  readonly models: DeviceModels
  readonly text: EditText
  readonly mode: EditMode
  /** The frame's picture, PNG. */
  readonly anchor: Uint8Array
  /** Grey PNGs of the frame's size; null edits the whole picture. */
  readonly region: Readonly<Record<keyof RegionMasks, Uint8Array>> | null
  readonly draws: readonly Draw[]
  /** Whether the encoders score each pair too. */
  readonly score: boolean
}

/** One candidate, ready to be stored. */
export interface MadePair {
  /** As ordered; its parameters gained what the device added and a repetition needs: batch size, threads, provider. */
  readonly draw: Draw
  readonly operation: string
  /** PNG; null when the anchor itself is the source. */
  readonly source: Uint8Array | null
  readonly edited: Uint8Array
  readonly mask: Uint8Array | null
  readonly thumb: Uint8Array // WebP
  readonly scores: PairScores & EncoderScores
}

export interface ScoreOrder {
  readonly models: DeviceModels
  readonly pairs: readonly {
    readonly source: Uint8Array
    readonly edited: Uint8Array
    readonly sourceCaption: string
    readonly targetCaption: string
  }[]
}

export interface SegmentOrder {
  readonly models: DeviceModels
  /** PNG. */
  readonly image: Uint8Array
  /** Names the picture, so that clicks on the same one embed it once: its sha256. */
  readonly imageKey: string
  readonly prompt: SegmentPrompt
  readonly seed: number
}

export interface SegmentAnswer {
  /** Grey PNG of the picture's size, 0 or 255. */
  readonly mask: Uint8Array
  readonly boxes: readonly Rect[]
  readonly elapsedMs: number
}

/** What a device's process has used so far. */
export interface DeviceUsage {
  readonly pid: number
  /** Inside the models, of those that were given back too. */
  readonly sessionMs: number
  readonly memoryMb: number
  readonly peakMemoryMb: number
}

export interface DeviceCalls {
  /** What the folders hold, by digest. Reads every file once; loads nothing. */
  identify: { in: DeviceModels; part: never; out: DeviceEngines }
  /** Hands out candidates in the order of their draws. */
  edit: { in: EditOrder; part: MadePair; out: { readonly made: number } }
  /** Scores pairs that are there already. */
  score: { in: ScoreOrder; part: never; out: readonly EncoderScores[] }
  segment: { in: SegmentOrder; part: never; out: SegmentAnswer }
  /** For benches and the doctor. */
  usage: { in: null; part: never; out: DeviceUsage }
}
