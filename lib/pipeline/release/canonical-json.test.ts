import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json'

describe('canonical JSON', () => {
  test('the order in which keys were written does not matter, at any depth', () => {
    expect(canonicalJson({ b: [{ y: 1, x: null }], a: 'é' })).toBe('{"a":"é","b":[{"x":null,"y":1}]}')
    expect(canonicalJson({ a: { d: 1, c: 2 } })).toBe(canonicalJson({ a: { c: 2, d: 1 } }))
  })

  test('an absent member and a null one differ', () => {
    expect(canonicalJson({ a: undefined })).toBe('{}')
    expect(canonicalJson({ a: null })).toBe('{"a":null}')
  })

  test('numbers come back as they were', () => {
    const value = { small: 1e-7, share: 0.1 + 0.2, seed: 4_294_967_295 }
    expect(JSON.parse(canonicalJson(value))).toEqual(value)
  })
})
