import type { LatentMask } from '@/lib/imaging/masks/soft-mask'
import type { Raster } from '@/lib/imaging/raster'
import type { ControlSettings } from '../control/pair-control'
import type { BlendSchedule } from './blend-schedule'
import type { LocalBlendSettings } from './local-blend'
import type { NoiseSource } from './noise-source'

/** Keeps the anchor outside of a mask. */
export interface RegionSettings {
  /** At latent resolution, 1 = edit, 0 = keep; between, both are mixed. */
  readonly mask: LatentMask
  readonly schedule: BlendSchedule
}

/** One pair to make. Those of one batch may differ in everything but the size of their anchors. */
export interface PairOrder {
  /** The real picture, at the size of the results. Orders that share one should pass the same object. */
  readonly anchor: Raster
  readonly sourceCaption: string
  readonly targetCaption: string
  /** Null: source and target are made independently of each other. */
  readonly control: ControlSettings | null
  readonly noise: NoiseSource
  readonly region?: RegionSettings | null
  readonly localBlend?: LocalBlendSettings | null
  /** Classifier-free guidance; at most 1 is none. Either all orders of a batch have it or none. */
  readonly guidance?: number
  /** Null or missing: what the model does without one; an empty text is a negative prompt of its own. */
  readonly negativePrompt?: string | null
}

/** What all pairs of a batch share. */
export interface RunSettings {
  /** Asked for; `strength` of them are run. */
  readonly steps: number
  /** Above 0 and at most 1. In region mode 1 starts from noise alone. */
  readonly strength: number
}

export interface MadePair {
  readonly source: Raster
  readonly edited: Raster
}

export interface RunWatch {
  /** Looked at before each call of a model. */
  readonly signal?: AbortSignal
  /** After each step. */
  readonly onStep?: (done: number, steps: number) => void
  /** What a pair is going to be, after each step but the last; each costs two calls of the decoder. */
  readonly onPreview?: (pair: number, preview: MadePair) => void
  /** For comparing with a reference: each array is the run's own and only valid during the call. */
  readonly observe?: RunObserver
}

/** Arrays are row-major; rows are source and target of each pair in turn. */
export interface RunObserver {
  /** [pairs, C, h, w] */
  readonly initLatents?: (latents: Float32Array) => void
  /** [rows, C, h, w], before the first step. */
  readonly startLatents?: (latents: Float32Array) => void
  /** [rows, C, h, w] each: the prediction after guidance, latents after the scheduler's step, and after blending. */
  readonly step?: (step: {
    readonly i: number
    readonly prediction: Float32Array
    readonly stepped: Float32Array
    readonly latents: Float32Array
    /** The known latents of a pair's region, [C, h, w]. */
    readonly known: (pair: number) => Float32Array
  }) => void
  /** [3, H, W] of a row in 0…1. */
  readonly picture?: (row: number, planes: Float32Array) => void
}
