import type { EngineIdentity } from '@/lib/engines/identity'
import type { Mask, Raster } from '@/lib/imaging/raster'

export type EditMode = 'free-form' | 'region'

/** What the edit says. An engine may use any of it; `editType` is the project's key (`add`, `change-color`, …). */
export interface EditText {
  readonly instruction: string
  readonly sourceCaption: string
  readonly targetCaption: string
  readonly editObject: string | null
  readonly editType: string
}

/** The masks of one region, all of the frame's size; `soft` is at full size too, see lib/imaging. */
export interface RegionMasks {
  readonly fine: Mask
  readonly contour: Mask
  readonly box: Mask
  readonly soft: Mask
}

/** JSON only: it is stored on the candidate and must bring back the same image. */
export type EditParams = Readonly<Record<string, string | number | boolean | null>>

/** One candidate asked for. The seed is a uint32, so that it survives JSON and every generator. */
export interface Draw {
  readonly index: number
  readonly seed: number
  readonly params: EditParams
}

export interface EditRequest {
  readonly text: EditText
  readonly mode: EditMode
  /** The frame: the crop of the source image that engines see. */
  readonly anchor: Raster
  readonly region: RegionMasks | null
  readonly draws: readonly Draw[]
}

export interface EditedCandidate {
  readonly draw: Draw
  /** Null when the anchor itself is the source; diffusion engines generate both members of the pair. */
  readonly source: Raster | null
  readonly edited: Raster
  /** The mask that the engine really used, null when it worked on the whole image. */
  readonly mask: Mask | null
  /** The operation taken, in the engine's own words: `recolour coffee to green`. */
  readonly operation: string
}

export type Support =
  | { readonly ok: true; readonly operation: string; readonly needsRegion: boolean }
  | { readonly ok: false; readonly reason: string; readonly fix: string }

export interface EditControl {
  readonly signal?: AbortSignal
  /** Called between steps with the share done of the whole request, 0–1. */
  readonly onProgress?: (share: number) => void
}

/**
 * Makes edited pictures. Implementations are pure in their request: the same request gives the same bytes on the
 * same provider and machine, whatever was asked before. An edit that can't be done throws `ExemplarError('refused')`
 * naming what is missing.
 */
export interface Editor {
  readonly identity: EngineIdentity
  /** Whether the edit can be done, known from the text alone and before any pixel is read. */
  supports(text: EditText): Support
  /** Draws the parameters of `count` candidates from one seed; candidate i's draw does not depend on `count`. */
  draw(text: EditText, count: number, seed: number, mode: EditMode): readonly Draw[]
  /** Yields candidates in the order of `request.draws`. Cancelled between model calls or operations. */
  edit(request: EditRequest, control?: EditControl): AsyncIterable<EditedCandidate>
}
