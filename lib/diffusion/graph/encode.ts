import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { elementTypes } from '../onnx/onnx-file'

// Messages of onnx.proto, written field by field. Numbers are the schema's own.

const int64Attribute = 2
const graphAttribute = 5
const listAttribute = 7

type Write = (writer: BinaryWriter) => void

const message = (write: Write): Uint8Array => {
  const writer = new BinaryWriter()
  write(writer)
  return writer.finish()
}

const putBytes = (writer: BinaryWriter, no: number, bytes: Uint8Array): BinaryWriter =>
  writer.tag(no, WireType.LengthDelimited).bytes(bytes)

const putText = (writer: BinaryWriter, no: number, value: string): BinaryWriter =>
  writer.tag(no, WireType.LengthDelimited).string(value)

const putWhole = (writer: BinaryWriter, no: number, value: number): BinaryWriter =>
  writer.tag(no, WireType.Varint).int64(value)

/** One field of a message with its tag: what stands in a file between other fields. */
export const field = (no: number, body: Uint8Array): Uint8Array =>
  message((writer) => putBytes(writer, no, body))

/** Tag and length of a field whose body follows in pieces. */
export const fieldHead = (no: number, length: number): Uint8Array =>
  message((writer) => writer.tag(no, WireType.LengthDelimited).uint32(length))

export type AttributeValue = number | readonly number[] | { readonly graph: Uint8Array }

/** AttributeProto. */
export const attribute = (name: string, value: AttributeValue): Uint8Array =>
  message((writer) => {
    putText(writer, 1, name)
    if (typeof value === 'number') {
      putWhole(writer, 3, value)
      putWhole(writer, 20, int64Attribute)
    } else if ('graph' in value) {
      putBytes(writer, 6, value.graph)
      putWhole(writer, 20, graphAttribute)
    } else {
      for (const item of value) putWhole(writer, 8, item)
      putWhole(writer, 20, listAttribute)
    }
  })

export interface NodeParts {
  readonly name?: string
  readonly domain?: string
  /** AttributeProto messages. */
  readonly attributes?: readonly Uint8Array[]
}

/** NodeProto. */
export const node = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  { name = outputs[0] ?? op, domain = '', attributes = [] }: NodeParts = {},
): Uint8Array =>
  message((writer) => {
    for (const input of inputs) putText(writer, 1, input)
    for (const output of outputs) putText(writer, 2, output)
    putText(writer, 3, name)
    putText(writer, 4, op)
    for (const bytes of attributes) putBytes(writer, 5, bytes)
    if (domain) putText(writer, 7, domain)
  })

type ElementTypeName = keyof typeof elementTypes

/** ValueInfoProto of a tensor; without a type, as the outputs of a branch may be, it is inferred. */
export const valueInfo = (
  name: string,
  type?: ElementTypeName,
  dims?: readonly (number | string)[],
): Uint8Array =>
  message((writer) => {
    putText(writer, 1, name)
    if (!type) return
    const dimension = (dim: number | string) =>
      message((inner) => (typeof dim === 'number' ? putWhole(inner, 1, dim) : putText(inner, 2, dim)))
    const shape = (sizes: readonly (number | string)[]) =>
      message((inner) => {
        for (const dim of sizes) putBytes(inner, 1, dimension(dim))
      })
    const tensor = message((inner) => {
      putWhole(inner, 1, elementTypes[type])
      if (dims) putBytes(inner, 2, shape(dims))
    })
    putBytes(writer, 2, field(1, tensor))
  })

/** TensorProto with its values as raw bytes, little-endian. */
export const tensor = (
  name: string,
  type: ElementTypeName,
  dims: readonly number[],
  raw: Uint8Array,
): Uint8Array =>
  message((writer) => {
    for (const dim of dims) putWhole(writer, 1, dim)
    putWhole(writer, 2, elementTypes[type])
    putText(writer, 8, name)
    putBytes(writer, 9, raw)
  })

export const int64Tensor = (name: string, values: readonly number[], dims = [values.length]): Uint8Array =>
  tensor(name, 'int64', dims, new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer))

/** StringStringEntryProto. */
export const textEntry = (key: string, value: string): Uint8Array =>
  message((writer) => putText(putText(writer, 1, key), 2, value))

/** GraphProto of a branch: no inputs, for it sees every tensor of the graph around it. */
export const branch = (name: string, nodes: readonly Uint8Array[], output: string): Uint8Array =>
  message((writer) => {
    for (const bytes of nodes) putBytes(writer, 1, bytes)
    putText(writer, 2, name)
    putBytes(writer, 12, valueInfo(output))
  })
