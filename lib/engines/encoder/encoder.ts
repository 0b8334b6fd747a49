import type { EngineIdentity } from '@/lib/engines/identity'
import type { Raster } from '@/lib/imaging/raster'

/** A candidate as the encoder sees it. The pictures may be of any size, and of different ones. */
export interface PairToScore {
  readonly source: Raster
  readonly edited: Raster
  readonly sourceCaption: string
  readonly targetCaption: string
}

/** UltraEdit's scores that need a model, cosines of −1 … 1; null where the encoder has none for them. */
export interface EncoderScores {
  readonly clipSimSource: number | null
  readonly clipSimTarget: number | null
  /** Whether the picture changed in the direction in which the caption did; 0 where either did not change. */
  readonly clipSimDir: number | null
  readonly clipSimImage: number | null
  readonly dinov2Sim: number | null
}

/** Feature vectors of length 1; null where the encoder has no model for them. */
export interface PictureFeatures {
  readonly clip: Float32Array | null
  readonly dinov2: Float32Array | null
}

/**
 * Sees pictures and captions as vectors. Throws `ExemplarError('refused')` naming the model's file where it gives
 * something that is not a number; the pair fails alone when it is scored alone.
 */
export interface Encoder {
  readonly identity: EngineIdentity
  /** Loads what the first request would otherwise wait for. */
  warmUp(): Promise<void>
  scorePair(pair: PairToScore, signal?: AbortSignal): Promise<EncoderScores>
  /**
   * Scores many pairs in as few runs as fit; in the order given. A picture object that several pairs share, such as a
   * record's anchor, is looked at once, also across calls, and so is a caption.
   */
  scorePairs(pairs: readonly PairToScore[], signal?: AbortSignal): Promise<EncoderScores[]>
  features(pictures: readonly Raster[], signal?: AbortSignal): Promise<PictureFeatures[]>
  /** Time spent inside the models so far. */
  readonly sessionMs: number
  release(): Promise<void>
}
