import { describe, expect, it } from 'vitest'
import { textLength } from '../text/clip-tokenizer'
import { attentionLimit, type ControlSettings, matrixSize, PairControl } from './pair-control'
import { selfSteps } from './schedule'
import { prompt } from './testing/syllables'

const terms = (control: PairControl, step: number) => {
  const m = new Float32Array(matrixSize).fill(9)
  const c = new Float32Array(textLength).fill(9)
  control.write(step, m, 0, c, 0)
  return { m, c }
}
const source = prompt('a cat on a mat')
const target = prompt('a red cat on a mat')
const settings: ControlSettings = { mode: 'refine', cross: 1, self: 1 }
const controlOf = (changes: Partial<ControlSettings>, steps = 4) =>
  new PairControl(source, target, { ...settings, ...changes }, steps)

describe('control of a pair', () => {
  it('leaves the target alone outside of its windows', () => {
    const { m, c } = terms(controlOf({ cross: [0.5, 1] }), 0)
    expect(m.every((weight) => weight === 0)).toBe(true)
    expect(c.every((share) => share === 1)).toBe(true)
    expect(terms(controlOf({ cross: [0.5, 1] }), 3).c[1]).toBe(0)
  })

  it('leaves inserted tokens their own map', () => {
    const { m, c } = terms(controlOf({}), 0)
    expect([...c.subarray(0, 5)]).toEqual([0, 0, 1, 0, 0])
    expect(m[2 * textLength + 3]).toBe(1)
  })

  it('reweights what comes from the source and what is the target’s own', () => {
    const strengths = [
      { word: 'red', strength: 3 },
      { word: 'cat', strength: -2 },
    ]
    const { m, c } = terms(controlOf({ strengths }), 0)
    expect(c[2]).toBe(3)
    expect(m[2 * textLength + 3]).toBe(-2)
    const plain = terms(controlOf({ mode: 'none', strengths }), 0)
    expect(plain.m[3 * textLength + 3]).toBe(-2)
    expect(plain.c[3]).toBeCloseTo(0)
  })

  it('writes at offsets and touches nothing else', () => {
    const m = new Float32Array(3 * matrixSize).fill(7)
    const c = new Float32Array(3 * textLength).fill(7)
    controlOf({}).write(0, m, matrixSize, c, textLength)
    expect(m.subarray(0, matrixSize).every((weight) => weight === 7)).toBe(true)
    expect(m.subarray(2 * matrixSize).every((weight) => weight === 7)).toBe(true)
    expect(m.subarray(matrixSize, 2 * matrixSize)).toEqual(terms(controlOf({}), 0).m)
    expect([c[0], c[textLength], c[2 * textLength]]).toEqual([7, 0, 7])
  })
})

describe('windows', () => {
  it('cut fractions of steps off, and count one row more for the cross-attention', () => {
    expect(selfSteps(0.57, 4)).toEqual([0, 2])
    expect(selfSteps([0.3, 0.7], 5)).toEqual([1, 3])
    const control = controlOf({ cross: 0.5, self: 0.5 }, 3)
    expect([0, 1, 2, 3].map((step) => control.crossRow(step)[0])).toEqual([1, 1, 0, 0])
    expect([0, 1, 2].map((step) => control.takesSelf(step))).toEqual([true, false, false])
  })

  it('take single words out of the rest, which is controlled throughout unless it is named', () => {
    const control = controlOf({ cross: { cat: 0.4, 'a mat': 0 } }, 4)
    expect([0, 1, 2].map((step) => control.crossRow(step)[3])).toEqual([1, 1, 0])
    expect([0, 4].map((step) => control.crossRow(step)[6])).toEqual([1, 1])
    const named = controlOf({ cross: { default_: 0, cat: [0.4, 0.9] } }, 4)
    expect([0, 1, 2, 3, 4].map((step) => named.crossRow(step)[3])).toEqual([0, 0, 1, 1, 0])
    expect(named.crossRow(2)[1]).toBe(0)
  })
})

it('limits self-attention by the width alone, as published', () => {
  expect([512, 256, 192, 160].map(attentionLimit)).toEqual([256, 64, 36, 25])
})
