import { expect, it } from 'vitest'
import { fromFloat16, toFloat16 } from './float16'

const encode = (...values: number[]) => [...toFloat16(Float32Array.from(values))]

it('gives back all 65,536 halves as they were, NaN as NaN', () => {
  const halves = Uint16Array.from({ length: 65_536 }, (_, half) => half)
  const values = fromFloat16(halves)
  const again = toFloat16(values)
  for (const half of halves) {
    if (Number.isNaN(values[half])) expect(again[half]! & 0x7fff).toBe(0x7e00)
    else expect(again[half]).toBe(half)
  }
})

it('knows the format’s landmarks', () => {
  expect([...fromFloat16(Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x7c00, 0xfc00))]).toEqual([
    1,
    -2,
    65_504,
    2 ** -24,
    2 ** -14,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ])
  expect(Object.is(fromFloat16(Uint16Array.of(0x8000))[0], -0)).toBe(true)
})

it('rounds to the nearest, ties to even, in every range', () => {
  expect(encode(1 + 2 ** -11, 1 + 3 * 2 ** -11, 1 + 2 ** -11 + 2 ** -20)).toEqual([0x3c00, 0x3c02, 0x3c01])
  expect(encode(2 ** -25, 2 ** -25 * 1.01, 3 * 2 ** -25, -(2 ** -24))).toEqual([0, 1, 2, 0x8001])
  expect(encode(2 ** -14 - 2 ** -25, 1e-30, -1e-30)).toEqual([0x0400, 0, 0x8000])
  expect(encode(65_504, 65_519, 65_520, 1e9, -1e9)).toEqual([0x7bff, 0x7bff, 0x7c00, 0x7c00, 0xfc00])
  expect(encode(Number.POSITIVE_INFINITY, Number.NaN)).toEqual([0x7c00, 0x7e00])
})

it('reads a view that begins inside its buffer', () => {
  const whole = Float32Array.of(9, 1, 2)
  expect([...toFloat16(whole.subarray(1))]).toEqual([0x3c00, 0x4000])
})
