import { expect, test } from 'vitest'
import { maskIou, meanIou } from './mask-iou'

/** `#` is inside. */
const mask = (rows: string) =>
  Uint8Array.from([...rows.replaceAll(' ', '')], (cell) => (cell === '#' ? 255 : 0))

test('is the share of what is in both among what is in either', () => {
  expect(maskIou(mask('##.. ##..'), mask('.##. .##.'))).toBeCloseTo(2 / 6, 12)
  expect(maskIou(mask('##..'), mask('##..'))).toBe(1)
  expect(maskIou(mask('##..'), mask('..##'))).toBe(0)
  expect(maskIou(mask('....'), mask('....'))).toBe(1)
})

test('takes a soft mask for inside from the threshold on', () => {
  expect(maskIou(Uint8Array.of(127, 128), Uint8Array.of(0, 255))).toBe(1)
  expect(maskIou(Uint8Array.of(127, 128), Uint8Array.of(0, 255), 1)).toBe(0.5)
})

test('refuses masks of different sizes', () => {
  expect(() => maskIou(mask('#'), mask('##'))).toThrow(/sizes/)
})

test('of several people is the mean of every pair', () => {
  expect(meanIou([mask('##..'), mask('##..'), mask('..##')])).toBeCloseTo(1 / 3, 12)
  expect(meanIou([mask('##..')])).toBeNull()
})
