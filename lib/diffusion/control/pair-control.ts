import { textLength } from '../text/clip-tokenizer'
import { type CrossEdit, plainEdit, reweigh } from './cross-edit'
import { equalizer, type WordStrength } from './equalizer'
import { refineEdit } from './refine'
import { replaceEdit } from './replace'
import { type CrossSchedule, crossSteps, selfSteps, type Window } from './schedule'
import type { Prompt } from './word-tokens'

/** How the source's attention steers the target's. */
export interface ControlSettings {
  /** `none` takes the source's cross-attention as it is, which only reweighting has a use for. */
  readonly mode: 'refine' | 'replace' | 'none'
  readonly cross: CrossSchedule
  readonly self: Window
  readonly strengths?: readonly WordStrength[]
}

/** Values of one square matrix, 77 source tokens by 77 target tokens. */
export const matrixSize = textLength * textLength

/**
 * Attention control of one pair, worked out for all its steps. In step i the target's cross-attention becomes
 * `A·f + (1 − A)·target` with `f = source @ weights + target * own`, A being 0 or 1 per step and token. Both fold
 * into `source @ M + target * c`.
 */
export class PairControl {
  private readonly edit: CrossEdit
  private readonly active: Uint8Array
  private readonly self: readonly [from: number, to: number]

  constructor(
    source: Prompt,
    target: Prompt,
    { mode, cross, self, strengths }: ControlSettings,
    steps: number,
  ) {
    const edits = { refine: refineEdit, replace: replaceEdit, none: plainEdit }
    const edit = edits[mode](source, target)
    this.edit = strengths?.length ? reweigh(edit, equalizer(target, strengths)) : edit
    this.active = crossSteps(cross, steps, target)
    this.self = selfSteps(self, steps)
  }

  /** Whether the target takes the source's self-attention in step `i`. */
  takesSelf(i: number): boolean {
    return i >= this.self[0] && i < this.self[1]
  }

  /** The target tokens, 77 of 0 and 1, whose cross-attention step `i` controls. Row `steps` is there too. */
  crossRow(i: number): Uint8Array {
    return this.active.subarray(i * textLength, (i + 1) * textLength)
  }

  /** Writes M [77, 77] and c [77] of step `i` at the given offsets; what stood there is overwritten. */
  write(i: number, m: Float32Array, mAt: number, c: Float32Array, cAt: number): void {
    const { weights, own } = this.edit
    const row = i * textLength
    for (let k = 0, source = 0; source < textLength; source++)
      for (let token = 0; token < textLength; token++, k++)
        m[mAt + k] = this.active[row + token] === 1 ? (weights[k] as number) : 0
    for (let token = 0; token < textLength; token++)
      c[cAt + token] = this.active[row + token] === 1 ? (own[token] as number) : 1
  }
}

/**
 * Self-attention is controlled in layers of at most this many query tokens. The published rule takes the width in
 * pixels for both sides, also of pictures that are not square: in portrait format it can leave every layer out.
 */
export const attentionLimit = (width: number): number => Math.ceil(width / 32) ** 2
