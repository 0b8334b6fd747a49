import type { OpenOptions } from '../onnx/open-session'
import type { Tensor } from '../onnx/tensors'

/**
 * Attention control of one UNet call. The batch holds pairs: even rows are sources, odd rows their targets; with
 * guidance the unconditional pairs come first and get neutral control (M = 0, c = 1, self = 0).
 */
export interface AttentionControl {
  /** [pairs, 77, 77] row-major: cross-attention becomes `target' = source @ M + target * c`. */
  readonly m: Float32Array
  /** [pairs, 77] */
  readonly c: Float32Array
  /** [pairs]: 1 where the target takes the source's self-attention maps, else 0. */
  readonly self: Uint8Array
  /** Self-attention is controlled in layers of at most this many query tokens. */
  readonly selfLimit: number
}

export interface UnetCall {
  /** [B, 4, h, w], already scaled by the scheduler. */
  readonly sample: Tensor
  readonly timestep: number
  /** [B, 77, D] */
  readonly embeds: Tensor
  /** [B, P] */
  readonly pooled: Tensor
  /** [B, 6] */
  readonly timeIds: Tensor
}

/** The cross-attention of one layer, averaged over its heads. */
export interface CrossMap {
  readonly layer: string
  readonly place: 'down' | 'mid' | 'up'
  /** [B, queries, 77] */
  readonly map: Tensor
}

export interface ControlledUnet {
  readonly sessionMs: number
  /** Runs once. `control` null is neutral. Returns the prediction [B, 4, h, w], and the maps if they were asked for. */
  run(
    call: UnetCall,
    control: AttentionControl | null,
    options?: { readonly maps?: boolean },
  ): Promise<{ readonly out: Tensor; readonly maps: readonly CrossMap[] }>
  release(): Promise<void>
}

export type OpenControlledUnet = (folder: string, options?: OpenOptions) => Promise<ControlledUnet>
