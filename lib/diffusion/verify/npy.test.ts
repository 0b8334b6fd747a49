import { describe, expect, it } from 'vitest'
import { parseNpy } from './npy'

const npy = (descr: string, shape: string, body: Uint8Array, fortran = 'False') => {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }\n`
  const length = Buffer.alloc(2)
  length.writeUInt16LE(header.length)
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(header), body])
}
const bytesOf = (array: Float32Array | BigInt64Array) => new Uint8Array(array.buffer)

describe('reading NumPy arrays', () => {
  it('reads float32, int64 and bytes wherever their header ends', () => {
    expect(parseNpy(npy('<f4', '2, 1', bytesOf(new Float32Array([1.5, -2]))), 'a.npy')).toEqual({
      dims: [2, 1],
      data: new Float32Array([1.5, -2]),
    })
    expect(parseNpy(npy('<i8', '2,', bytesOf(new BigInt64Array([49407n, -1n]))), 'a.npy')).toEqual({
      dims: [2],
      data: new Int32Array([49407, -1]),
    })
    expect(parseNpy(npy('|u1', '3,', Uint8Array.of(0, 7, 255)), 'a.npy').data).toEqual(
      Uint8Array.of(0, 7, 255),
    )
    expect(parseNpy(npy('<f4', '', bytesOf(new Float32Array([3]))), 'a.npy')).toEqual({
      dims: [],
      data: new Float32Array([3]),
    })
  })

  it.each([
    ['other types', npy('<f8', '1,', new Uint8Array(8)), /<f8/],
    ['Fortran order', npy('<f4', '1,', new Uint8Array(4), 'True'), /Fortran/],
    ['bytes that are missing', npy('<f4', '2,', new Uint8Array(4)), /number of bytes/],
    ['another file', Buffer.from('PNG'), /begin/],
    ['what 32 bits cannot hold', npy('<i8', '1,', bytesOf(new BigInt64Array([2n ** 40n]))), /32 bits/],
  ])('refuses %s, naming the file', (_, bytes, why) => {
    expect(() => parseNpy(bytes, 'cases/a.npy')).toThrow(why)
    expect(() => parseNpy(bytes, 'cases/a.npy')).toThrow(/cases\/a\.npy/)
  })
})
