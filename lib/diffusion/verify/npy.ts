import { readFile } from 'node:fs/promises'
import { ExemplarError } from '@/lib/platform/errors'

/** A NumPy array in memory, row-major. int64 is narrowed: ids and masks fit 32 bits, and what does not is refused. */
export interface NpyArray {
  readonly dims: readonly number[]
  readonly data: Float32Array | Int32Array | Uint8Array
}

const magic = '\x93NUMPY'

const narrow = (bytes: DataView, count: number, file: string): Int32Array => {
  const narrowed = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    const wide = bytes.getBigInt64(i * 8, true)
    narrowed[i] = Number(wide)
    if (BigInt(narrowed[i] ?? 0) !== wide)
      throw new ExemplarError('bad-input', `${file}: the value ${wide} at ${i} does not fit 32 bits.`)
  }
  return narrowed
}

/** The format is https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1, C order. */
export const parseNpy = (bytes: Uint8Array, file: string): NpyArray => {
  const refuse = (why: string): never => {
    throw new ExemplarError('bad-input', `${file} is not an array that can be read: ${why}.`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 10 || Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== magic)
    refuse('it does not begin as NumPy’s files do')
  const start = 10 + view.getUint16(8, true)
  const header = Buffer.from(bytes.subarray(10, start)).toString('latin1')
  const dtype = /'descr': '([^']+)'/.exec(header)?.[1] ?? 'none'
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1]
  if (bytes[6] !== 1 || shape === undefined) return refuse('its header is not of version 1')
  if (!header.includes("'fortran_order': False")) refuse('it is in Fortran order')
  const dims = shape
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number)
  const count = dims.reduce((product, size) => product * size, 1)
  const width = { '<f4': 4, '<i8': 8, '|u1': 1 }[dtype]
  if (width === undefined) return refuse(`its type is ${dtype}, and only <f4, <i8 and |u1 are known`)
  if (bytes.length !== start + count * width) refuse(`its shape (${shape}) needs another number of bytes`)
  // Copied, since the header's length need not leave the numbers aligned.
  const body = new Uint8Array(bytes.subarray(start))
  if (dtype === '<f4') return { dims, data: new Float32Array(body.buffer, 0, count) }
  if (dtype === '|u1') return { dims, data: body }
  return { dims, data: narrow(new DataView(body.buffer), count, file) }
}

export const readNpy = async (file: string): Promise<NpyArray> => parseNpy(await readFile(file), file)
