// onnxruntime-node carries float16 as the 16 bits of IEEE 754 binary16 in a Uint16Array; JavaScript on Node 20 has no
// type for them. Both directions are on the path of every call of a float16 model, so neither allocates per element.

const scratch = new Float32Array(1)
const scratchBits = new Uint32Array(scratch.buffer)

const decodeOne = (half: number): number => {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

let decoded: Float32Array | undefined

/** All 65,536 values once (256 KB), made at first use: a lookup is several times faster than the arithmetic. */
const decodeTable = (): Float32Array => {
  decoded ??= Float32Array.from({ length: 65_536 }, (_, half) => decodeOne(half))
  return decoded
}

export const fromFloat16 = (halves: Uint16Array): Float32Array => {
  const table = decodeTable()
  const values = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i] as number] as number
  return values
}

const float32Infinity = 0x7f80_0000
const beyondHalf = 0x4780_0000 // 65536 as float32 bits; 65520 and above round up to infinity by carry
const smallestNormalHalf = 0x3880_0000 // 2^-14
const halfBits = 0x3f00_0000 // 0.5

/** Rounds to the nearest float16, ties to even; beyond 65504 to infinity, NaN to NaN. */
export const toFloat16 = (values: Float32Array): Uint16Array => {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const halves = new Uint16Array(values.length)
  for (let i = 0; i < halves.length; i++) {
    const word = bits[i] as number
    const magnitude = word & 0x7fff_ffff
    let half: number
    if (magnitude >= beyondHalf) half = magnitude > float32Infinity ? 0x7e00 : 0x7c00
    else if (magnitude >= smallestNormalHalf)
      half = (magnitude - 0x3800_0000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13
    else {
      // The spacing of float32 in [0.5, 1) is that of subnormal halves, so adding 0.5 rounds as IEEE asks.
      scratchBits[0] = magnitude
      scratch[0] = (scratch[0] as number) + 0.5
      half = (scratchBits[0] as number) - halfBits
    }
    halves[i] = ((word >>> 16) & 0x8000) | half
  }
  return halves
}
