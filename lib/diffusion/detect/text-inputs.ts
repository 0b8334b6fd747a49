import type { Ints } from '../onnx/tensors'

/** Everything that exports of Grounding DINO ask of a text; a model is fed those that it has inputs for. */
export interface TextInputs {
  readonly input_ids: Ints // [1, T]
  readonly token_type_ids: Ints // [1, T], zeros
  readonly attention_mask: Ints // [1, T], ones
  /** Positions count anew after every phrase. */
  readonly position_ids: Ints // [1, T]
  /** A token attends to its own phrase only. */
  readonly text_token_mask: Ints // [1, T, T]
}

/**
 * The published `generate_masks_with_special_tokens_and_transfer_map`: phrases end at the tokens in `separators`
 * ([CLS], [SEP], “.” and “?”). Exports by transformers compute the last two inside, the original's take them as inputs.
 */
export const textInputs = (ids: readonly number[], separators: ReadonlySet<number>): TextInputs => {
  const length = ids.length
  const positions = new Int32Array(length)
  const mask = new Int32Array(length * length)
  for (let i = 0; i < length; i++) mask[i * length + i] = 1
  let previous = 0
  for (const [at, id] of ids.entries()) {
    if (!separators.has(id)) continue
    if (at !== 0 && at !== length - 1) {
      for (let row = previous + 1; row <= at; row++) {
        positions[row] = row - previous - 1
        mask.fill(1, row * length + previous + 1, row * length + at + 1)
      }
    }
    previous = at
  }
  const dims = [1, length]
  return {
    input_ids: { dims, data: Int32Array.from(ids) },
    token_type_ids: { dims, data: new Int32Array(length) },
    attention_mask: { dims, data: new Int32Array(length).fill(1) },
    position_ids: { dims, data: positions },
    text_token_mask: { dims: [1, length, length], data: mask },
  }
}
