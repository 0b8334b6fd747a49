import { ExemplarError } from '@/lib/platform/errors'
import { type Prompt, wordTokens } from '../control/word-tokens'
import type { CrossMap } from '../graph/controlled-unet'
import { textLength } from '../text/clip-tokenizer'

/** Lets the target differ from the source only where these words are in the picture. */
export interface LocalBlendSettings {
  /** Words of the source's caption, and of the target's. */
  readonly source: readonly string[]
  readonly target: readonly string[]
  /** Share of the strongest attention above which a place belongs to the words; published: 0.3. */
  readonly threshold?: number
}

/** Latents of a side per cell of the maps: the published 16² of 64². */
const coarseness = 4

const tokensOf = (prompt: Prompt, words: readonly string[], which: string): number[] => {
  const tokens = words.flatMap((word) => wordTokens(prompt, word)).filter((token) => token < textLength)
  if (tokens.length > 0) return tokens
  throw new ExemplarError(
    'bad-input',
    `None of ${words.join(', ') || 'no words'} is in the ${which} caption.`,
    {
      field: `localBlend.${which}`,
      fix: 'Name words as they stand in the caption, with their punctuation.',
    },
  )
}

/**
 * Prompt-to-Prompt's LocalBlend of one pair: cross-attention of the words, averaged over heads and layers of a
 * sixteenth of the latents and summed over the steps so far; 3×3 maximum; above a share of its maximum. Where neither
 * the source's nor the target's words are, the target takes the source's latents.
 */
export class LocalBlend {
  private readonly tokens: readonly [readonly number[], readonly number[]]
  private readonly threshold: number
  private readonly columns: number
  private readonly rows: number
  /** Of source and target, since the first step. */
  private readonly sums: readonly [Float32Array, Float32Array]

  /** @param width of the latents, as `height`. */
  constructor(
    source: Prompt,
    target: Prompt,
    settings: LocalBlendSettings,
    private readonly width: number,
    height: number,
  ) {
    this.tokens = [tokensOf(source, settings.source, 'source'), tokensOf(target, settings.target, 'target')]
    this.threshold = settings.threshold ?? 0.3
    this.columns = Math.floor(width / coarseness)
    this.rows = Math.floor(height / coarseness)
    this.sums = [new Float32Array(this.columns * this.rows), new Float32Array(this.columns * this.rows)]
  }

  /**
   * Adds a step's maps, then blends.
   * @param row the source's in the call's batch; the target's is the next.
   * @param source, target latents [C, h, w]; `target` is changed.
   */
  apply(maps: readonly CrossMap[], row: number, source: Float32Array, target: Float32Array): void {
    this.add(maps, row)
    const active = [this.mask(this.sums[0]), this.mask(this.sums[1])] as const
    const { width, columns } = this
    const size = this.width * this.rows * coarseness
    for (let i = 0; i < target.length; i++) {
      const at = i % size
      const y = Math.floor(at / width / coarseness)
      const x = Math.floor((at % width) / coarseness)
      const cell = y * columns + x
      if (!active[0][cell] && !active[1][cell]) target[i] = source[i] as number
    }
  }

  private add(maps: readonly CrossMap[], row: number): void {
    const cells = this.columns * this.rows
    const fitting = maps.filter(({ place, map }) => place !== 'mid' && map.dims[1] === cells)
    if (fitting.length === 0)
      throw new ExemplarError(
        'unsupported',
        'The UNet has no cross-attention of the size that LocalBlend reads.',
        {
          field: 'localBlend',
          fix: 'Leave LocalBlend off, or use a picture of 512×512.',
        },
      )
    for (const [member, sum] of this.sums.entries())
      for (const { map } of fitting) {
        const at = (row + member) * cells * textLength
        for (let cell = 0; cell < cells; cell++)
          for (const token of this.tokens[member] ?? [])
            sum[cell] =
              (sum[cell] as number) + (map.data[at + cell * textLength + token] as number) / fitting.length
      }
  }

  /** 1 where the words are. */
  private mask(sum: Float32Array): Uint8Array {
    const { columns, rows } = this
    const strongest = sum.reduce((most, value) => Math.max(most, value), 0)
    const mask = new Uint8Array(sum.length)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        let most = 0
        for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++)
          for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++)
            most = Math.max(most, sum[v * columns + u] as number)
        mask[y * columns + x] = most > this.threshold * strongest ? 1 : 0
      }
    return mask
  }
}
