import { attentionLimit, matrixSize, PairControl } from '../control/pair-control'
import { cutPrompt, type PromptTokenizer } from '../control/word-tokens'
import type { AttentionControl, CrossMap } from '../graph/controlled-unet'
import type { Tensor } from '../onnx/tensors'
import { textLength } from '../text/clip-tokenizer'
import type { Conditioning } from '../text/sdxl-text'
import { timeIds } from '../text/time-ids'
import type { PairOrder } from './edit-order'
import { LocalBlend } from './local-blend'

/** What the UNet is told in every step: rows of source and target in turn, the unconditional ones first. */
export interface Conditions {
  readonly embeds: Tensor
  readonly pooled: Tensor
  readonly timeIds: Tensor
}

/** @param rows [uncond s0, t0, s1, …;] s0, t0, s1, … */
export const stackConditions = (
  rows: readonly Conditioning[],
  { width, height }: { readonly width: number; readonly height: number },
): Conditions => {
  const [first] = rows
  const size = first?.embeds.length ?? 0
  const pooledSize = first?.pooled.length ?? 0
  const embeds = new Float32Array(rows.length * size)
  const pooled = new Float32Array(rows.length * pooledSize)
  const ids = new Float32Array(rows.length * 6)
  const sizes = timeIds(width, height)
  for (const [row, conditioning] of rows.entries()) {
    embeds.set(conditioning.embeds, row * size)
    pooled.set(conditioning.pooled, row * pooledSize)
    ids.set(sizes, row * 6)
  }
  return {
    embeds: { dims: [rows.length, textLength, size / textLength], data: embeds },
    pooled: { dims: [rows.length, pooledSize], data: pooled },
    timeIds: { dims: [rows.length, 6], data: ids },
  }
}

/** Attention control of a batch: one set of arrays, written anew for each step. */
export class BatchControl {
  private readonly pairs: readonly (PairControl | null)[]
  private readonly arrays: AttentionControl | null
  /** Pairs without control in front: the unconditional ones. */
  private readonly free: number

  constructor(orders: readonly PairOrder[], steps: number, guided: boolean, tokenizer: PromptTokenizer) {
    this.pairs = orders.map(({ control, sourceCaption, targetCaption }) =>
      control
        ? new PairControl(
            cutPrompt(sourceCaption, tokenizer),
            cutPrompt(targetCaption, tokenizer),
            control,
            steps,
          )
        : null,
    )
    this.free = guided ? orders.length : 0
    const count = this.free + orders.length
    this.arrays = this.pairs.some((pair) => pair !== null)
      ? {
          m: new Float32Array(count * matrixSize),
          c: new Float32Array(count * textLength).fill(1),
          self: new Uint8Array(count),
          selfLimit: attentionLimit(orders[0]?.anchor.width ?? 0),
        }
      : null
  }

  /** Null where no pair is controlled. The same arrays each time. */
  at(i: number): AttentionControl | null {
    const { arrays, free } = this
    if (!arrays) return null
    for (const [k, pair] of this.pairs.entries()) {
      if (!pair) continue
      const at = free + k
      pair.write(i, arrays.m, at * matrixSize, arrays.c, at * textLength)
      arrays.self[at] = pair.takesSelf(i) ? 1 : 0
    }
    return arrays
  }
}

/** LocalBlend of those pairs that ask for it. */
export class BatchLocalBlend {
  private readonly blends: readonly (LocalBlend | null)[]

  constructor(orders: readonly PairOrder[], width: number, height: number, tokenizer: PromptTokenizer) {
    this.blends = orders.map(({ localBlend, sourceCaption, targetCaption }) =>
      localBlend
        ? new LocalBlend(
            cutPrompt(sourceCaption, tokenizer),
            cutPrompt(targetCaption, tokenizer),
            localBlend,
            width,
            height,
          )
        : null,
    )
  }

  get isOn(): boolean {
    return this.blends.some((blend) => blend !== null)
  }

  /** @param firstRow of the conditional half of the call. @param rowOf latents of a row, changed for targets. */
  apply(maps: readonly CrossMap[], firstRow: number, rowOf: (row: number) => Float32Array): void {
    for (const [pair, blend] of this.blends.entries())
      blend?.apply(maps, firstRow + 2 * pair, rowOf(2 * pair), rowOf(2 * pair + 1))
  }
}
