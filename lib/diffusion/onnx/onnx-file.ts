import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { ByteFile, type Field } from './byte-file'

// What is read of an ONNX file (onnx.proto of the ONNX project, IR 3 to 11): the structure, never the weights.

/** Element types of onnx.proto's TensorProto.DataType that matter here. */
export const elementTypes = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const

export interface OnnxNode {
  readonly field: Field
  readonly name: string
  readonly op: string
  /** Empty for the standard operators. */
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** AttributeProto messages by name, as they are in the file. */
  readonly attributes: ReadonlyMap<string, Uint8Array>
}

export interface OnnxValue {
  readonly name: string
  /** Null where the file states none. */
  readonly elementType: number | null
  /** Null where the file states no shape; a string where a size is free. */
  readonly dims: readonly (number | string)[] | null
}

export interface ExternalData {
  /** Relative to the ONNX file. */
  readonly location: string
  readonly offset: number
  /** Null where the file states none: to the end. */
  readonly length: number | null
}

export interface OnnxInitializer {
  readonly name: string
  readonly elementType: number
  readonly dims: readonly number[]
  readonly external: ExternalData | null
}

export interface OnnxFile {
  readonly file: string
  readonly size: number
  /** Of the model message, without the graph. */
  readonly modelFields: readonly Field[]
  /** Of the graph message, without its nodes. */
  readonly graphFields: readonly Field[]
  /** Version by operator domain. */
  readonly opsets: ReadonlyMap<string, number>
  readonly metadata: ReadonlyMap<string, string>
  readonly hasFunctions: boolean
  readonly nodes: readonly OnnxNode[]
  readonly initializers: readonly OnnxInitializer[]
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  readonly values: readonly OnnxValue[]
}

export const modelField = { opsetImport: 8, graph: 7, metadata: 14, functions: 25 } as const
export const graphField = { node: 1, name: 2, initializer: 5, input: 11, output: 12, valueInfo: 13 } as const

type Visit = Readonly<Record<number, (field: Field) => void>>

const visit = (bytes: ByteFile, { body, end }: Pick<Field, 'body' | 'end'>, by: Visit): void => {
  for (const field of bytes.fields(body, end)) by[field.no]?.(field)
}

const text = (bytes: ByteFile, { body, end }: Field): string =>
  Buffer.from(bytes.read(body, end)).toString('utf8')

const whole = (bytes: ByteFile, { body, end }: Field): number =>
  Number(new BinaryReader(bytes.read(body, end)).int64())

/** A repeated int64, one a field or packed. */
const wholes = (bytes: ByteFile, field: Field): number[] => {
  if (field.type !== WireType.LengthDelimited) return [whole(bytes, field)]
  const reader = new BinaryReader(bytes.read(field.body, field.end))
  const values: number[] = []
  while (reader.pos < reader.len) values.push(Number(reader.int64()))
  return values
}

const entry = (bytes: ByteFile, field: Field): [string, string] => {
  let key = ''
  let value = ''
  visit(bytes, field, { 1: (f) => (key = text(bytes, f)), 2: (f) => (value = text(bytes, f)) })
  return [key, value]
}

const readNode = (bytes: ByteFile, field: Field): OnnxNode => {
  const inputs: string[] = []
  const outputs: string[] = []
  const attributes = new Map<string, Uint8Array>()
  const named = { name: '', op: '', domain: '' }
  visit(bytes, field, {
    1: (f) => inputs.push(text(bytes, f)),
    2: (f) => outputs.push(text(bytes, f)),
    3: (f) => (named.name = text(bytes, f)),
    4: (f) => (named.op = text(bytes, f)),
    5: (f) => {
      let name = ''
      visit(bytes, f, { 1: (part) => (name = text(bytes, part)) })
      attributes.set(name, bytes.read(f.body, f.end).slice())
    },
    7: (f) => (named.domain = text(bytes, f)),
  })
  const domain = named.domain === 'ai.onnx' ? '' : named.domain
  return { ...named, domain, field, inputs, outputs, attributes }
}

const readInitializer = (bytes: ByteFile, field: Field): OnnxInitializer => {
  const dims: number[] = []
  const external = new Map<string, string>()
  let name = ''
  let elementType = 0
  let isExternal = false
  visit(bytes, field, {
    1: (f) => dims.push(...wholes(bytes, f)),
    2: (f) => (elementType = whole(bytes, f)),
    8: (f) => (name = text(bytes, f)),
    13: (f) => external.set(...entry(bytes, f)),
    14: (f) => (isExternal = whole(bytes, f) === 1),
  })
  const length = external.get('length')
  return {
    name,
    elementType,
    dims,
    external: isExternal
      ? {
          location: external.get('location') ?? '',
          offset: Number(external.get('offset') ?? 0),
          length: length === undefined ? null : Number(length),
        }
      : null,
  }
}

const readValue = (bytes: ByteFile, field: Field): OnnxValue => {
  let name = ''
  let elementType: number | null = null
  let dims: (number | string)[] | null = null
  const dimension = (f: Field) => {
    let dim: number | string = ''
    visit(bytes, f, { 1: (part) => (dim = whole(bytes, part)), 2: (part) => (dim = text(bytes, part)) })
    dims?.push(dim)
  }
  const shape = (f: Field) => {
    dims = []
    visit(bytes, f, { 1: dimension })
  }
  const tensorType = (f: Field) =>
    visit(bytes, f, { 1: (part) => (elementType = whole(bytes, part)), 2: shape })
  visit(bytes, field, { 1: (f) => (name = text(bytes, f)), 2: (f) => visit(bytes, f, { 1: tensorType }) })
  return { name, elementType, dims }
}

/**
 * Reads the structure of an ONNX file: nodes, names, types and places of everything, no weights, in memory that does
 * not depend on the file's size. Errors: `bad-input` naming the file, truncated or not ONNX at all.
 */
export const readOnnxFile = (file: string): OnnxFile => {
  const bytes = new ByteFile(file)
  try {
    return readStructure(bytes)
  } finally {
    bytes.close()
  }
}

const readStructure = (bytes: ByteFile): OnnxFile => {
  const modelFields: Field[] = []
  const graphFields: Field[] = []
  const opsets = new Map<string, number>()
  const metadata = new Map<string, string>()
  const nodes: OnnxNode[] = []
  const initializers: OnnxInitializer[] = []
  const inputs: OnnxValue[] = []
  const outputs: OnnxValue[] = []
  const values: OnnxValue[] = []
  let hasFunctions = false
  const opset = (field: Field) => {
    let domain = ''
    let version = 0
    visit(bytes, field, { 1: (f) => (domain = text(bytes, f)), 2: (f) => (version = whole(bytes, f)) })
    opsets.set(domain === 'ai.onnx' ? '' : domain, version)
  }
  const inGraph: Visit = {
    [graphField.initializer]: (f) => initializers.push(readInitializer(bytes, f)),
    [graphField.input]: (f) => inputs.push(readValue(bytes, f)),
    [graphField.output]: (f) => outputs.push(readValue(bytes, f)),
    [graphField.valueInfo]: (f) => values.push(readValue(bytes, f)),
  }
  for (const field of bytes.fields(0, bytes.size)) {
    if (field.no === modelField.opsetImport) opset(field)
    if (field.no === modelField.metadata) metadata.set(...entry(bytes, field))
    if (field.no === modelField.functions) hasFunctions = true
    if (field.no !== modelField.graph) modelFields.push(field)
    else
      for (const part of bytes.fields(field.body, field.end)) {
        if (part.no === graphField.node) nodes.push(readNode(bytes, part))
        else graphFields.push(part)
        inGraph[part.no]?.(part)
      }
  }
  return {
    file: bytes.file,
    size: bytes.size,
    modelFields,
    graphFields,
    opsets,
    metadata,
    hasFunctions,
    nodes,
    initializers,
    inputs,
    outputs,
    values,
  }
}
