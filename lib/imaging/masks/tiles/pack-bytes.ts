/** Repeats shorter than this cost more as a run of their own than inside of literal bytes. */
const shortestRun = 4

/**
 * Run-length packing of bytes: each part is a varint of `length << 1 | kind`, then one byte that repeats (kind 0) or
 * the bytes themselves (kind 1). Masks and differences of masks are nearly all runs, so a 64 KB tile becomes a few
 * hundred bytes in well under a millisecond, without the wait of an asynchronous compressor.
 */
export const packBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const packed = new Writer()
  let literal = 0
  for (let at = 0; at < bytes.length; ) {
    const value = bytes[at] as number
    let end = at + 1
    while (end < bytes.length && bytes[end] === value) end++
    if (end - at >= shortestRun) {
      if (at > literal) packed.literal(bytes.subarray(literal, at))
      packed.run(end - at, value)
      literal = end
    }
    at = end
  }
  if (bytes.length > literal) packed.literal(bytes.subarray(literal))
  return packed.take()
}

/** Calls `use` with each run and each literal part, in order; `at` counts unpacked bytes. Returns their number. */
export const readPacked = (
  packed: Uint8Array,
  use: (at: number, length: number, value: number | Uint8Array) => void,
): number => {
  let at = 0
  for (let from = 0; from < packed.length; ) {
    let head = 0
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = packed[from++] ?? 0
      head |= (byte & 0x7f) << shift
      more = byte > 0x7f
    }
    const length = head >>> 1
    if (head & 1) {
      use(at, length, packed.subarray(from, from + length))
      from += length
    } else use(at, length, packed[from++] ?? 0)
    at += length
  }
  return at
}

/** Fills `into` from its start; what is longer than it is cut off. */
export const unpackBytes = (packed: Uint8Array, into: Uint8Array): void => {
  readPacked(packed, (at, length, value) => {
    if (typeof value === 'number') into.fill(value, at, at + length)
    else into.set(value.subarray(0, Math.max(0, into.length - at)), Math.min(at, into.length))
  })
}

class Writer {
  private bytes = new Uint8Array(256)
  private length = 0

  run(length: number, value: number) {
    this.head(length << 1)
    this.reserve(1)
    this.bytes[this.length++] = value
  }

  literal(bytes: Uint8Array) {
    this.head((bytes.length << 1) | 1)
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length)
  }

  private head(value: number) {
    this.reserve(5)
    let rest = value >>> 0
    for (; rest > 0x7f; rest >>>= 7) this.bytes[this.length++] = (rest & 0x7f) | 0x80
    this.bytes[this.length++] = rest
  }

  private reserve(more: number) {
    if (this.length + more <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more))
    larger.set(this.bytes)
    this.bytes = larger
  }
}
