import { ByteWriter } from 'hyparquet-writer'

/** Pages from this size on are handed over as they are instead of being copied. */
const handOverBytes = 1 << 16

/**
 * The Parquet writer's output as a stream: after every row group `flush` hands its chunks to `emit` in order and
 * waits for them, so that no more than one group is ever held.
 */
export class ChunkWriter extends ByteWriter {
  private chunks: Uint8Array[] = []

  constructor(private readonly emit: (chunk: Uint8Array) => Promise<void>) {
    super(handOverBytes)
  }

  override appendBytes(value: Uint8Array): void {
    if (value.byteLength < handOverBytes) {
      super.appendBytes(value)
      return
    }
    this.cut()
    // The library writes every page into a buffer of its own and drops it afterwards, so it is ours to keep.
    this.chunks.push(value)
    this.offset += value.byteLength
  }

  async flush(): Promise<void> {
    this.cut()
    const chunks = this.chunks
    this.chunks = []
    for (const chunk of chunks) await this.emit(chunk)
  }

  override finish(): Promise<void> {
    return this.flush()
  }

  private cut(): void {
    if (this.index === 0) return
    this.chunks.push(new Uint8Array(this.buffer.slice(0, this.index)))
    this.index = 0
  }
}
