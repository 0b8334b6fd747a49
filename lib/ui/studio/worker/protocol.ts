import type { MaskOperation } from '@/lib/imaging/masks/tiles/apply-operation'
import type { Combine } from '@/lib/imaging/masks/tiles/combine-into'
import type { SessionState } from '@/lib/imaging/masks/tiles/mask-session'
import type { Brush } from '@/lib/imaging/masks/tiles/paint'
import type { StudioRegion } from '../mask-region'
import type { Paints, StudioView } from '../render-view'

/** What is drawn, or what engines will be given for it. */
export const shownMasks = ['drawn', 'fine', 'contour', 'box', 'soft'] as const
export type ShownMask = (typeof shownMasks)[number]

export interface OpenStudio {
  readonly width: number
  readonly height: number
  /** The mask to begin with, as the address of a grey PNG. */
  readonly initial: string | null
  readonly draftKey: string | null
}

/** What is asked for and answered once, by its `id`. */
export type StudioTask =
  | ({ readonly kind: 'open' } & OpenStudio)
  | { readonly kind: 'operate'; readonly operation: MaskOperation; readonly engine?: string }
  /** Combines with the mask of another version, by the address of its picture. */
  | { readonly kind: 'copy'; readonly url: string; readonly how: Combine }
  | { readonly kind: 'undo' | 'redo' | 'export' | 'forget-draft' | 'keep-draft' }
  | { readonly kind: 'show'; readonly shown: ShownMask }

export type ToStudio =
  | { readonly type: 'task'; readonly id: number; readonly task: StudioTask }
  | { readonly type: 'view'; readonly view: StudioView; readonly paints: Paints }
  /** `dabs` holds x, y and radius of each point, in pixels of the mask. */
  | { readonly type: 'paint'; readonly dabs: Float32Array; readonly brush: Brush }
  | { readonly type: 'end-stroke' | 'drop-stroke' }

/** What a task answers with. */
export interface StudioAnswer {
  /** Whether the mask changed. */
  readonly changed?: boolean
  /** When the draft was kept that the studio went on with. */
  readonly restored?: number
  readonly exported?: StudioRegion
}

export type FromStudio =
  | { readonly type: 'answer'; readonly id: number; readonly answer: StudioAnswer }
  | { readonly type: 'failure'; readonly id: number; readonly problem: StudioProblem }
  | { readonly type: 'state'; readonly state: SessionState }
  /** A part of the canvas, in device pixels of the view `viewId`. */
  | {
      readonly type: 'painted'
      readonly viewId: number
      readonly x: number
      readonly y: number
      readonly bitmap: ImageBitmap
      readonly whole: boolean
    }

/** Closed, so that the page has words for each. */
export type StudioProblem = 'unreadable' | 'other-size' | 'failed'
