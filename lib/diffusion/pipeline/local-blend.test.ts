import { describe, expect, it } from 'vitest'
import { prompt } from '../control/testing/syllables'
import type { CrossMap } from '../graph/controlled-unet'
import { textLength } from '../text/clip-tokenizer'
import { LocalBlend } from './local-blend'

const source = prompt('a cat on a mat') // cat is token 2
const target = prompt('a dog on a mat')
const words = { source: ['cat'], target: ['dog'] }

/** Maps of one pair on 4×4 cells: for each row of the batch, the attention of token 2 by cell. */
const mapOf = (
  rows: readonly (readonly [cell: number, value: number][])[],
  place: CrossMap['place'] = 'up',
) => {
  const data = new Float32Array(rows.length * 16 * textLength)
  for (const [row, cells] of rows.entries())
    for (const [cell, value] of cells) data[(row * 16 + cell) * textLength + 2] = value
  return { layer: 'up', place, map: { dims: [rows.length, 16, textLength], data } }
}

/** Where the target was left as it is, on 16×16 latents of one channel: by cell of 4×4. */
const keptCells = (blend: LocalBlend, maps: readonly CrossMap[], row = 0): number[] => {
  const edited = new Float32Array(256).fill(1)
  blend.apply(maps, row, new Float32Array(256), edited)
  const kept = new Set<number>()
  for (const [i, value] of edited.entries())
    if (value === 1) kept.add(Math.floor(i / 64) * 4 + Math.floor((i % 16) / 4))
  return [...kept].sort((a, b) => a - b)
}
const blendOf = (settings = {}) => new LocalBlend(source, target, { ...words, ...settings }, 16, 16)

describe('LocalBlend', () => {
  it('lets the target differ where the words of either caption are, and one cell around', () => {
    const onlySource = mapOf([[[0, 1]], []])
    expect(keptCells(blendOf(), [onlySource])).toEqual([0, 1, 4, 5])
    const both = mapOf([[[0, 1]], [[15, 1]]])
    expect(keptCells(blendOf(), [both])).toEqual([0, 1, 4, 5, 10, 11, 14, 15])
  })

  it('counts what is above a share of the strongest place', () => {
    const maps = [
      mapOf([
        [
          [0, 1],
          [15, 0.29],
        ],
        [],
      ]),
    ]
    expect(keptCells(blendOf(), maps)).toEqual([0, 1, 4, 5])
    expect(keptCells(blendOf({ threshold: 0.2 }), maps)).toEqual([0, 1, 4, 5, 10, 11, 14, 15])
  })

  it('sums its maps over the steps', () => {
    const blend = blendOf()
    keptCells(blend, [mapOf([[[0, 1]], []])])
    expect(keptCells(blend, [mapOf([[[15, 0.5]], []])])).toContain(15)
  })

  it('reads its own rows of the batch', () => {
    const maps = [mapOf([[[5, 9]], [[5, 9]], [[0, 1]], []])]
    expect(keptCells(blendOf(), maps, 2)).toEqual([0, 1, 4, 5])
  })

  it('reads layers of a sixteenth of the latents, and none of the middle', () => {
    const middle = mapOf([[[5, 1]], []], 'mid')
    const finer = {
      layer: 'down',
      place: 'down' as const,
      map: { dims: [2, 64, textLength], data: new Float32Array() },
    }
    expect(() => keptCells(blendOf(), [middle, finer])).toThrow(/no cross-attention of the size/)
    expect(keptCells(blendOf(), [middle, finer, mapOf([[[0, 1]], []])])).toEqual([0, 1, 4, 5])
  })

  it('refuses words that are not in the caption', () => {
    expect(() => blendOf({ target: ['cat', 'owl'] })).toThrow(/cat, owl is in the target caption/)
  })
})
