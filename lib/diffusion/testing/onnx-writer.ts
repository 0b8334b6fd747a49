import { type AttributeValue, attribute, field, int64Tensor, node, tensor, valueInfo } from '../graph/encode'
import { toFloat16 } from '../onnx/float16'

export type FloatType = 'float32' | 'float16'

interface Weight {
  readonly name: string
  readonly dims: readonly number[]
  readonly raw: Uint8Array
}

interface WriterOptions {
  readonly opset: number
  readonly type: FloatType
  /** The file that weights go to; default: into the graph itself. */
  readonly external?: string
}

const concat = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

/** Writes small ONNX models, an operator a call. */
export class OnnxWriter {
  private readonly parts: Uint8Array[] = []
  private readonly externalParts: Uint8Array[] = []
  private externalBytes = 0
  private count = 0

  constructor(private readonly options: WriterOptions) {}

  input(
    name: string,
    dims: readonly (number | string)[],
    type: FloatType | 'int64' = this.options.type,
  ): string {
    this.parts.push(field(11, valueInfo(name, type, dims)))
    return name
  }

  output(name: string, dims: readonly (number | string)[]): void {
    this.parts.push(field(12, valueInfo(name, this.options.type, dims)))
  }

  weight(dims: readonly number[], values: Float32Array): string {
    const name = `weight_${this.count++}`
    const data: ArrayBufferView = this.options.type === 'float32' ? values : toFloat16(values)
    this.put({ name, dims, raw: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) })
    return name
  }

  whole(...values: number[]): string {
    const name = `whole_${this.count++}`
    this.parts.push(field(5, int64Tensor(name, values)))
    return name
  }

  add(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    named: { readonly name?: string; readonly domain?: string; readonly output?: string } = {},
  ): string {
    const { name = `${op}_${this.count++}`, domain = '' } = named
    const { output = `${name}_output` } = named
    const encoded = Object.entries(attributes).map(([key, value]) => attribute(key, value))
    this.parts.push(field(1, node(op, inputs, [output], { name, domain, attributes: encoded })))
    return output
  }

  /** The model's file, and its external weights' where it has some. */
  finish(): { model: Uint8Array; weights: Uint8Array } {
    const { opset } = this.options
    const irVersion = Uint8Array.of(0x08, 8)
    const standard = field(8, Uint8Array.of(0x10, opset))
    const microsoft = field(8, concat([field(1, Buffer.from('com.microsoft')), Uint8Array.of(0x10, 1)]))
    const graph = field(7, concat([...this.parts, field(2, Buffer.from('tiny'))]))
    return { model: concat([irVersion, standard, microsoft, graph]), weights: concat(this.externalParts) }
  }

  private put({ name, dims, raw }: Weight): void {
    const { external, type } = this.options
    if (external === undefined) {
      this.parts.push(field(5, tensor(name, type, dims, raw)))
      return
    }
    const entry = (key: string, value: string) =>
      field(13, concat([field(1, Buffer.from(key)), field(2, Buffer.from(value))]))
    const head = tensor(name, type, dims, new Uint8Array(0))
    const place = [
      entry('location', external),
      entry('offset', String(this.externalBytes)),
      entry('length', String(raw.length)),
    ]
    // The empty raw_data field at the end of the head goes: a tensor has one or the other.
    this.parts.push(field(5, concat([head.subarray(0, -2), ...place, Uint8Array.of(0x70, 1)])))
    this.externalParts.push(raw)
    this.externalBytes += raw.length
  }
}
