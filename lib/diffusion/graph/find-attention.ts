import { BinaryReader } from '@bufbuild/protobuf/wire'
import { ExemplarError } from '@/lib/platform/errors'
import { elementTypes, type OnnxFile, type OnnxNode } from '../onnx/onnx-file'
import { type Place, placeOf } from './control-names'

type FloatType = 'float32' | 'float16'

const floatTypes = new Map<number, FloatType>([
  [elementTypes.float32, 'float32'],
  [elementTypes.float16, 'float16'],
])

/** One attention of the UNet, as the exported graph has it. */
export interface AttentionLayer {
  /** The softmax's name. */
  readonly name: string
  readonly kind: 'self' | 'cross'
  /** Null where the export does not carry module names. */
  readonly place: Place | null
  /** The tensor of probabilities: [batch, heads, query, key], or [batch·heads, query, key] in older exports. */
  readonly probabilities: string
  readonly elementType: FloatType
  /** What follows, each the only reader of the one before: casts if any, then the product with the values. */
  readonly chain: readonly [...OnnxNode[], OnnxNode]
}

/** Attention, MultiHeadAttention, PackedAttention, … of com.microsoft, and Attention of opset 23. */
const fused = /Attention$/

const exportFix =
  'Export it with optimum and without graph optimisation: optimum-cli export onnx --model stabilityai/sdxl-turbo <folder>'

const refuse = (file: string, message: string): ExemplarError =>
  new ExemplarError('unsupported', `${file}: ${message}`, { field: file, fix: exportFix })

/** Carries values on unchanged, or scaled and shifted element by element: between scores and softmax. */
const elementwise = new Set(['Add', 'Sub', 'Mul', 'Div', 'Cast', 'Identity', 'Where'])
/** Carries probabilities on unchanged: between softmax and values. */
const passing = new Set(['Cast', 'Identity', 'Dropout'])

class Wiring {
  readonly producers = new Map<string, OnnxNode>()
  readonly readers = new Map<string, OnnxNode[]>()
  private readonly typeByName = new Map<string, number>()

  constructor(private readonly onnx: OnnxFile) {
    for (const node of onnx.nodes) {
      for (const output of node.outputs) this.producers.set(output, node)
      for (const input of node.inputs)
        if (input) this.readers.set(input, [...(this.readers.get(input) ?? []), node])
    }
    for (const { name, elementType } of [...onnx.inputs, ...onnx.outputs, ...onnx.values])
      if (elementType !== null) this.typeByName.set(name, elementType)
    for (const { name, elementType } of onnx.initializers) this.typeByName.set(name, elementType)
  }

  /**
   * Tensors that carry an input's values. A shape carries none: a reshape of the text's keys may take its batch size
   * from the picture without becoming a function of it.
   */
  reachedFrom(input: string): ReadonlySet<string> {
    const reached = new Set([input])
    // Nodes are in topological order, so one pass is enough.
    for (const { op, inputs, outputs } of this.onnx.nodes)
      if (op !== 'Shape' && op !== 'Size' && inputs.some((name) => reached.has(name)))
        for (const output of outputs) reached.add(output)
    return reached
  }

  /** The float type of a tensor, by what made it: exports seldom state it. Null where nothing says. */
  floatType(name: string): FloatType | null {
    const known = this.typeByName.get(name)
    if (known !== undefined) return floatTypes.get(known) ?? null
    const node = this.producers.get(name)
    if (!node) return null
    if (node.op === 'Cast') return floatTypes.get(castTarget(node) ?? 0) ?? null
    // Operators on this path keep the type of what they compute with; sizes, indices and conditions beside it are
    // whole numbers. A weight says it at once, else one goes on to what came before.
    const stated = node.inputs.map((input) => floatTypes.get(this.typeByName.get(input) ?? 0))
    const found = stated.find((type) => type !== undefined) ?? this.firstFloatType(node.inputs)
    if (found) this.typeByName.set(name, elementTypes[found])
    return found
  }

  private firstFloatType(names: readonly string[]): FloatType | null {
    for (const name of names) {
      const type = this.floatType(name)
      if (type) return type
    }
    return null
  }

  /** The product of queries and keys whose scores a softmax turns into probabilities. */
  scores(name: string): OnnxNode | null {
    const node = this.producers.get(name)
    if (!node || node.op === 'MatMul') return node ?? null
    if (!elementwise.has(node.op)) return null
    for (const input of node.inputs) {
      const found = this.scores(input)
      if (found) return found
    }
    return null
  }

  /** From the probabilities to their product with the values, or null where they go elsewhere. */
  chain(probabilities: string): AttentionLayer['chain'] | null {
    const nodes: OnnxNode[] = []
    for (let name = probabilities; ; ) {
      const [node, ...others] = this.readers.get(name) ?? []
      if (!node || others.length > 0 || node.inputs[0] !== name) return null
      if (node.op === 'MatMul') return [...nodes, node]
      if (!passing.has(node.op)) return null
      nodes.push(node)
      name = node.outputs[0] ?? ''
    }
  }
}

/** The element type that a Cast casts to: its attribute `to`, whose integer is field 3 of AttributeProto. */
export const castTarget = (node: OnnxNode): number | null => {
  const attribute = node.attributes.get('to')
  if (!attribute) return null
  const reader = new BinaryReader(attribute)
  while (reader.pos < reader.len) {
    const [no, type] = reader.tag()
    if (no === 3) return Number(reader.int64())
    reader.skip(type, no)
  }
  return null
}

/**
 * Finds every attention of an exported UNet and tells self from cross by the graph alone: the keys of
 * cross-attention are a function of `encoder_hidden_states` and not of `sample`.
 * Errors: `unsupported` with the reason, where attention is fused or of a shape that cannot be controlled.
 */
export const findAttention = (onnx: OnnxFile): AttentionLayer[] => {
  const fusedNodes = onnx.nodes.filter(({ op }) => fused.test(op))
  const [first] = fusedNodes
  if (first)
    throw refuse(
      onnx.file,
      `its attention is fused into ${fusedNodes.length} ${first.domain || 'ai.onnx'}.${first.op} nodes, which keep their attention maps to themselves; prompt-to-prompt needs them.`,
    )
  for (const name of ['sample', 'encoder_hidden_states'])
    if (!onnx.inputs.some((input) => input.name === name))
      throw refuse(
        onnx.file,
        `it has no input “${name}”, so it is no UNet as optimum exports it; its inputs are ${onnx.inputs.map((input) => input.name).join(', ')}.`,
      )
  const wiring = new Wiring(onnx)
  const fromSample = wiring.reachedFrom('sample')
  const fromText = wiring.reachedFrom('encoder_hidden_states')
  const layers = onnx.nodes
    .filter(({ op, domain }) => op === 'Softmax' && domain === '')
    .map((softmax): AttentionLayer => {
      const [scored = ''] = softmax.inputs
      const [probabilities = ''] = softmax.outputs
      const keys = wiring.scores(scored)?.inputs[1]
      const chain = wiring.chain(probabilities)
      const name = softmax.name || probabilities
      if (!keys || !chain)
        throw refuse(
          onnx.file,
          `the softmax “${name}” is not between two matrix products, as attention has it.`,
        )
      if (!fromSample.has(keys) && !fromText.has(keys))
        throw refuse(onnx.file, `the keys of “${name}” come neither from the picture nor from the text.`)
      const elementType = wiring.floatType(probabilities)
      if (!elementType)
        throw refuse(
          onnx.file,
          `the softmax “${name}” is of a type that cannot be told; float32 or float16 was expected.`,
        )
      const kind = fromSample.has(keys) ? 'self' : 'cross'
      return { name, kind, place: placeOf(name), probabilities, elementType, chain }
    })
  if (!layers.some(({ kind }) => kind === 'cross'))
    throw refuse(
      onnx.file,
      onnx.hasFunctions
        ? 'its attention is inside model functions, which are not looked into.'
        : `it has no cross-attention softmax among ${onnx.nodes.length} nodes; prompt-to-prompt needs one.`,
    )
  return layers
}
