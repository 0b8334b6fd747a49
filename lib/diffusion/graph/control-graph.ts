import type { OnnxNode } from '../onnx/onnx-file'
import { controlInputs, mapOutputPrefix } from './control-names'
import { type AttributeValue, attribute, branch, int64Tensor, node, tensor, valueInfo } from './encode'
import { type AttentionLayer, castTarget } from './find-attention'

// The control as graph: what is computed once a call (the prelude), and what stands behind each softmax.
// docs/attention-control.md explains it with formulas and measurements.

const mapOutput = (layer: AttentionLayer): string => mapOutputPrefix + layer.name

const at = (name: string): string => `p2p/${name}`

const constants = {
  zero: int64Tensor(at('zero'), [0], []),
  one: int64Tensor(at('one'), [1], []),
  two: int64Tensor(at('two'), [2], []),
  first: int64Tensor(at('first'), [0]),
  second: int64Tensor(at('second'), [1]),
  free: int64Tensor(at('free'), [-1]),
  pairAndFree: int64Tensor(at('pair_and_free'), [2, -1]),
  oneOne: int64Tensor(at('one_one'), [1, 1]),
  column: int64Tensor(at('column'), [-1, 1]),
  queryAxis: int64Tensor(at('query_axis'), [-2], []),
  queryAndKey: int64Tensor(at('query_and_key'), [-2, -1]),
  nothing: tensor(at('nothing'), 'float32', [], new Uint8Array(4)),
  unity: tensor(at('unity'), 'float32', [], new Uint8Array(Float32Array.of(1).buffer)),
  noMap: tensor(at('no_map'), 'float32', [0, 0, 0], new Uint8Array(0)),
}

/** TensorProto messages that the control refers to. */
export const controlConstants: readonly Uint8Array[] = Object.values(constants)

/** ValueInfoProto messages of the added inputs. */
export const controlInputInfos: readonly Uint8Array[] = [
  valueInfo(controlInputs.map, 'float32', ['pairs', 'tokens', 'tokens']),
  valueInfo(controlInputs.keep, 'float32', ['pairs', 'tokens']),
  valueInfo(controlInputs.self, 'int64', ['pairs']),
  valueInfo(controlInputs.selfLimit, 'int64', []),
  valueInfo(controlInputs.wantMaps, 'bool', []),
]

export const mapOutputInfo = (layer: AttentionLayer): Uint8Array =>
  valueInfo(mapOutput(layer), 'float32', ['batch', `queries of ${layer.name}`, 'tokens'])

type Attributes = Readonly<Record<string, AttributeValue>>

/** A node with one output, whose name is returned: expressions become lists of nodes. */
class Nodes {
  readonly list: Uint8Array[] = []

  add(op: string, inputs: readonly string[], output: string, attributes: Attributes = {}): string {
    const encoded = Object.entries(attributes).map(([name, value]) => attribute(name, value))
    this.list.push(node(op, inputs, [output], { attributes: encoded }))
    return output
  }
}

const castTo = { float32: 1, float16: 10 } as const
const ofType = (name: string, type: AttentionLayer['elementType']) =>
  type === 'float32' ? at(name) : at(`${name}_${type}`)

/** What all layers share, from the control inputs: computed once a call on tensors of a few kilobytes. */
export const prelude = (layers: readonly AttentionLayer[]): readonly Uint8Array[] => {
  const nodes = new Nodes()
  const { map, keep, self } = controlInputs
  const sizes = nodes.add('Shape', [map], at('map_sizes'))
  const pairs = nodes.add('Gather', [sizes, at('first')], at('pairs'), { axis: 0 })
  const tokens = nodes.add('Gather', [sizes, at('second')], at('tokens'), { axis: 0 })
  const concat = (parts: readonly string[], output: string) => nodes.add('Concat', parts, output, { axis: 0 })

  // Probabilities by pair: [pairs, 2, heads·queries, tokens]; M and c of a rank that broadcasts against one half.
  concat([pairs, at('pair_and_free'), tokens], at('pair_shape'))
  const mapShape = concat([pairs, at('second'), tokens, tokens], at('map_shape'))
  const keepShape = concat([pairs, at('one_one'), tokens], at('keep_shape'))
  nodes.add('Reshape', [map, mapShape], at('map'))
  nodes.add('Reshape', [keep, keepShape], at('keep'))
  if (layers.some(({ kind, elementType }) => kind === 'cross' && elementType === 'float16'))
    for (const name of ['map', 'keep'])
      nodes.add('Cast', [at(name)], ofType(name, 'float16'), { to: castTo.float16 })

  // Whether any pair departs from M = 0, c = 1, and whether any pair has its switch on.
  const weight = nodes.add('ReduceMax', [nodes.add('Abs', [map], at('map_size'))], at('map_weight'), {
    keepdims: 0,
  })
  const change = nodes.add('Abs', [nodes.add('Sub', [keep, at('unity')], at('keep_less'))], at('keep_change'))
  const changed = nodes.add('ReduceMax', [change], at('keep_weight'), { keepdims: 0 })
  nodes.add(
    'Greater',
    [nodes.add('Add', [weight, changed], at('cross_weight')), at('nothing')],
    at('cross_on'),
  )
  const switched = nodes.add('ReduceMax', [self], at('self_weight'), { keepdims: 0 })
  nodes.add('Greater', [switched, at('zero')], at('self_on'))

  // The row whose self map each row uses: 2i for the source; 2i + 1, or 2i where the switch is on, for the target.
  const count = nodes.add('Gather', [sizes, at('zero')], at('pair_count'), { axis: 0 })
  const index = nodes.add('Range', [at('zero'), count, at('one')], at('pair_index'))
  const sources = nodes.add('Mul', [index, at('two')], at('source_rows'))
  const nexts = nodes.add('Add', [sources, at('one')], at('next_rows'))
  const targets = nodes.add('Sub', [nexts, self], at('target_rows'))
  const columns = [sources, targets].map((rows) =>
    nodes.add('Reshape', [rows, at('column')], `${rows}_column`),
  )
  const table = nodes.add('Concat', columns, at('row_table'), { axis: 1 })
  nodes.add('Reshape', [table, at('free')], at('rows'))
  const batch = nodes.add('Mul', [pairs, at('two')], at('pair_batch'))
  concat([batch, at('free')], at('row_shape'))

  const sample = nodes.add('Shape', ['sample'], at('sample_sizes'))
  const rows = nodes.add('Gather', [sample, at('first')], at('batch'), { axis: 0 })
  concat([rows, at('free')], at('batch_and_heads'))
  return nodes.list
}

/** A layer's probabilities as its control sees them, and the sizes that they have. */
interface Seen {
  readonly layer: AttentionLayer
  readonly probabilities: string
  readonly shape: string
  readonly type: AttentionLayer['elementType']
}

/** From float16 to float16, as older exports have it: dropped together with the provider's own casts. */
const isIdle = (node: OnnxNode): boolean => node.op === 'Cast' && castTarget(node) === castTo.float16

/**
 * Whether a layer is controlled in float32 although it is float16. onnxruntime's CPU provider has no float16
 * arithmetic: it computes in float32, and leaves out the rounding between two operators that are neighbours. An If
 * between them would bring it back, and the result would no longer be the untouched model's, so the probabilities
 * pass into it as float32.
 */
const isWidened = ({ elementType, chain }: AttentionLayer, emulatesFloat16: boolean): boolean =>
  emulatesFloat16 && elementType === 'float16' && chain.slice(0, -1).every(isIdle)

/** By this name the CPU provider knows casts that it may drop together with its own. */
const freeCast = 'InsertedPrecisionFreeCast_'

const widen = (nodes: Nodes, name: string, output: string): string => {
  const to = attribute('to', castTo.float32)
  nodes.list.push(node('Cast', [name], [output], { name: freeCast + output, attributes: [to] }))
  return output
}

/** From probabilities to attention's result once more, named for a branch. */
const product = (nodes: Nodes, { layer, type }: Seen, probabilities: string, prefix: string): string => {
  if (type !== layer.elementType) {
    const values = nodes.add('Cast', [layer.chain.at(-1)?.inputs[1] ?? ''], `${prefix}/values`, {
      to: castTo[type],
    })
    const wide = nodes.add('MatMul', [probabilities, values], `${prefix}/wide`)
    return nodes.add('Cast', [wide], `${prefix}/narrow`, { to: castTo[layer.elementType] })
  }
  let current = probabilities
  layer.chain.forEach(({ op, domain, inputs, attributes }, step) => {
    const output = `${prefix}/${step}`
    nodes.list.push(
      node(op, [current, ...inputs.slice(1)], [output], { domain, attributes: [...attributes.values()] }),
    )
    current = output
  })
  return current
}

/** `source @ M + target · c` of every pair, sources as they are. */
const editCross = (nodes: Nodes, { probabilities, shape, type }: Seen, prefix: string): string => {
  const name = (part: string) => `${prefix}/${part}`
  const pairs = nodes.add('Reshape', [probabilities, at('pair_shape')], name('pairs'))
  const source = nodes.add('Gather', [pairs, at('first')], name('source'), { axis: 1 })
  const target = nodes.add('Gather', [pairs, at('second')], name('target'), { axis: 1 })
  const taken = nodes.add('MatMul', [source, ofType('map', type)], name('taken'))
  const kept = nodes.add('Mul', [target, ofType('keep', type)], name('kept'))
  const edited = nodes.add('Add', [taken, kept], name('edited'))
  const both = nodes.add('Concat', [source, edited], name('both'), { axis: 1 })
  return nodes.add('Reshape', [both, shape], name('probabilities'))
}

/** Each row's map, or the source's where the switch is on: rows are copied whole. */
const editSelf = (nodes: Nodes, { probabilities, shape }: Seen, prefix: string): string => {
  const name = (part: string) => `${prefix}/${part}`
  const rows = nodes.add('Reshape', [probabilities, at('row_shape')], name('rows'))
  const chosen = nodes.add('Gather', [rows, at('rows')], name('chosen'), { axis: 0 })
  return nodes.add('Reshape', [chosen, shape], name('probabilities'))
}

interface Branch {
  readonly nodes: Nodes
  readonly output: string
}

const choose = (
  condition: string,
  output: string,
  prefix: string,
  then: Branch,
  otherwise: Branch,
): Uint8Array => {
  const encode = (name: string, { nodes, output: result }: Branch) =>
    attribute(`${name}_branch`, { graph: branch(`${prefix}/${name}`, nodes.list, result) })
  return node('If', [condition], [output], { attributes: [encode('then', then), encode('else', otherwise)] })
}

/** The head-averaged probabilities [batch, queries, tokens] as float32 where they are wanted, else nothing. */
const mapNodes = ({ layer, shape }: Seen, prefix: string, opset: number): Uint8Array[] => {
  const outer = new Nodes()
  const sizes = outer.add('Gather', [shape, at('query_and_key')], `${prefix}/query_and_key`, { axis: 0 })
  const headed = outer.add('Concat', [at('batch_and_heads'), sizes], `${prefix}/headed_shape`, { axis: 0 })
  const then = new Nodes()
  const wide = then.add('Cast', [layer.probabilities], `${prefix}/wide`, { to: castTo.float32 })
  const heads = then.add('Reshape', [wide, headed], `${prefix}/heads`)
  // The axes became an input with opset 18.
  const mean =
    opset >= 18
      ? then.add('ReduceMean', [heads, at('second')], `${prefix}/mean`, { keepdims: 0 })
      : then.add('ReduceMean', [heads], `${prefix}/mean`, { axes: [1], keepdims: 0 })
  const otherwise = new Nodes()
  const none = otherwise.add('Identity', [at('no_map')], `${prefix}/none`)
  const wanted = { nodes: then, output: mean }
  const unwanted = { nodes: otherwise, output: none }
  return [...outer.list, choose(controlInputs.wantMaps, mapOutput(layer), prefix, wanted, unwanted)]
}

export interface ControlOptions {
  readonly opset: number
  /** For a provider that computes float16 in float32. */
  readonly emulatesFloat16: boolean
}

/**
 * What takes the place of a layer's product with the values. The product is inside both branches: an If that only
 * handed on the probabilities would have to copy them, tens of megabytes a layer, where there is nothing to control.
 */
export const controlLayer = (
  layer: AttentionLayer,
  index: number,
  { opset, emulatesFloat16 }: ControlOptions,
): readonly Uint8Array[] => {
  const prefix = at(`layer_${index}`)
  const outer = new Nodes()
  const shape = outer.add('Shape', [layer.probabilities], `${prefix}/shape`)
  const seen: Seen = isWidened(layer, emulatesFloat16)
    ? { layer, shape, type: 'float32', probabilities: widen(outer, layer.probabilities, `${prefix}/wide`) }
    : { layer, shape, type: layer.elementType, probabilities: layer.probabilities }
  let condition = at('cross_on')
  if (layer.kind === 'self') {
    const queries = outer.add('Gather', [shape, at('query_axis')], `${prefix}/queries`, { axis: 0 })
    const large = outer.add('Greater', [queries, controlInputs.selfLimit], `${prefix}/large`)
    const small = outer.add('Not', [large], `${prefix}/small`)
    condition = outer.add('And', [at('self_on'), small], `${prefix}/on`)
  }
  const [then, otherwise] = [new Nodes(), new Nodes()]
  const edited = (layer.kind === 'cross' ? editCross : editSelf)(then, seen, `${prefix}/then`)
  const controlled = { nodes: then, output: product(then, seen, edited, `${prefix}/then/result`) }
  const asExported = {
    nodes: otherwise,
    output: product(otherwise, seen, seen.probabilities, `${prefix}/else/result`),
  }
  const [output = ''] = layer.chain.at(-1)?.outputs ?? []
  return [
    ...outer.list,
    ...(layer.kind === 'cross' ? mapNodes(seen, `${prefix}/map`, opset) : []),
    choose(condition, output, prefix, controlled, asExported),
  ]
}
