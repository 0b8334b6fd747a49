import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { ExemplarError } from '@/lib/platform/errors'

/** One field of a protobuf message, as a place in its file: nothing of its body has been read. */
export interface Field {
  readonly no: number
  readonly type: WireType
  /** Of the tag. */
  readonly start: number
  /** Of what follows tag and length. */
  readonly body: number
  readonly end: number
}

const windowBytes = 1 << 18
/** Enough for a tag and a length, each a varint of at most ten bytes. */
const headBytes = 20

/**
 * A protobuf file read by place. ONNX files hold up to 2 GB of weights between a few megabytes of structure, so fields
 * are walked by their heads and only asked-for bodies are read. Synchronous: a graph is tens of thousands of heads.
 */
export class ByteFile {
  readonly size: number
  private readonly descriptor: number
  private window = new Uint8Array(0)
  private windowStart = 0

  constructor(readonly file: string) {
    this.descriptor = openSync(file, 'r')
    this.size = fstatSync(this.descriptor).size
  }

  close(): void {
    closeSync(this.descriptor)
  }

  read(start: number, end: number): Uint8Array {
    if (end > this.size) throw this.truncated(end)
    if (start < this.windowStart || end > this.windowStart + this.window.length) {
      this.window = new Uint8Array(Math.max(end - start, Math.min(windowBytes, this.size - start)))
      this.windowStart = start
      let filled = 0
      while (filled < this.window.length) {
        const count = readSync(
          this.descriptor,
          this.window,
          filled,
          this.window.length - filled,
          start + filled,
        )
        if (count === 0) throw this.truncated(end)
        filled += count
      }
    }
    return this.window.subarray(start - this.windowStart, end - this.windowStart)
  }

  /** The fields of the message between two places. Errors: `bad-input` where the file ends before a field does. */
  *fields(start: number, end: number): Generator<Field> {
    for (let at = start; at < end; ) {
      const field = this.head(at, end)
      if (field.end > this.size) throw this.truncated(field.end)
      if (field.end > end) throw this.malformed(at)
      yield field
      at = field.end
    }
  }

  private head(start: number, end: number): Field {
    const reader = new BinaryReader(this.read(start, Math.min(start + headBytes, end)))
    try {
      const [no, type] = reader.tag()
      const length = type === WireType.LengthDelimited ? reader.uint32() : 0
      const body = start + reader.pos
      if (type !== WireType.LengthDelimited) reader.skip(type, no)
      return { no, type, start, body, end: start + reader.pos + length }
    } catch {
      throw this.malformed(start)
    }
  }

  private truncated(needed: number): ExemplarError {
    return new ExemplarError(
      'bad-input',
      `${this.file} is truncated: it has ${this.size} bytes, and its contents reach to at least ${needed}.`,
      { field: this.file, fix: 'Fetch the file again.' },
    )
  }

  private malformed(at: number): ExemplarError {
    return new ExemplarError('bad-input', `${this.file} is no ONNX file: byte ${at} cannot be read.`, {
      field: this.file,
      fix: 'Fetch the file again; a page of HTML or a Git LFS pointer may have been saved in its place.',
    })
  }
}
