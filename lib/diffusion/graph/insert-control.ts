import { ExemplarError } from '@/lib/platform/errors'
import { graphField, modelField, type OnnxFile } from '../onnx/onnx-file'
import {
  type ControlOptions,
  controlConstants,
  controlInputInfos,
  controlLayer,
  mapOutputInfo,
  prelude,
} from './control-graph'
import { field, fieldHead, textEntry } from './encode'
import { type AttentionLayer, findAttention } from './find-attention'

/** Of the inserted graph: a prepared file of another version is made anew. */
export const surgeryVersion = 1

/** A metadata key of the prepared file; the value is the surgery's version. */
export const preparedKey = 'exemplar.attention-control'

/** A piece of the new file: bytes, or a place in the source file that is copied over unread. */
export type Piece = Uint8Array | { readonly start: number; readonly end: number }

export const pieceLength = (piece: Piece): number =>
  piece instanceof Uint8Array ? piece.length : piece.end - piece.start

const oldestOpset = 11
/** Of a protobuf message. */
const mostBytes = 2 ** 31 - 1

/**
 * The controlled graph of an exported UNet as pieces of a file, in order. Everything that surgery does not touch,
 * weights and unknown fields included, is a place in the source file.
 * @param emulatesFloat16 whether the graph is for a provider that computes float16 in float32, as the CPU's does.
 * Errors: `unsupported` with the reason where the graph cannot be controlled.
 */
export const insertControl = (
  onnx: OnnxFile,
  { emulatesFloat16 = false }: { readonly emulatesFloat16?: boolean } = {},
): { pieces: Piece[]; layers: AttentionLayer[] } => {
  if (onnx.metadata.has(preparedKey))
    throw new ExemplarError('bad-input', `${onnx.file} is prepared already.`, {
      field: onnx.file,
      fix: 'Name the file that was exported.',
    })
  const opset = onnx.opsets.get('') ?? 0
  if (opset < oldestOpset)
    throw new ExemplarError(
      'unsupported',
      `${onnx.file} is of opset ${opset}; the control needs ${oldestOpset} or newer.`,
      { field: onnx.file, fix: 'Export it with --opset 17.' },
    )
  const layers = findAttention(onnx)
  const graph = graphPieces(onnx, layers, { opset, emulatesFloat16 })
  const length = graph.reduce((sum, piece) => sum + pieceLength(piece), 0)
  if (length > mostBytes)
    throw new ExemplarError(
      'unsupported',
      `${onnx.file}: with the control it would have ${length} bytes; ONNX files end at 2 GB.`,
      { field: onnx.file, fix: 'Export it with its weights in a file of their own (external data).' },
    )
  return {
    layers,
    pieces: [
      ...onnx.modelFields,
      field(modelField.metadata, textEntry(preparedKey, String(surgeryVersion))),
      fieldHead(modelField.graph, length),
      ...graph,
    ],
  }
}

const graphPieces = (onnx: OnnxFile, layers: readonly AttentionLayer[], options: ControlOptions): Piece[] => {
  const moved = new Set(layers.flatMap(({ chain }) => chain))
  const replacements = new Map(
    layers.map((layer, index) => [layer.chain.at(-1), controlLayer(layer, index, options)]),
  )
  const asNode = (bytes: Uint8Array) => field(graphField.node, bytes)
  return [
    ...prelude(layers).map(asNode),
    ...onnx.nodes.flatMap((node): Piece[] => {
      const replacement = replacements.get(node)
      if (replacement) return replacement.map(asNode)
      return moved.has(node) ? [] : [node.field]
    }),
    // After the nodes, in the source's order: protobuf asks for none, but repeated fields keep theirs.
    ...onnx.graphFields,
    ...controlConstants.map((bytes) => field(graphField.initializer, bytes)),
    ...controlInputInfos.map((bytes) => field(graphField.input, bytes)),
    ...layers
      .filter(({ kind }) => kind === 'cross')
      .map((layer) => field(graphField.output, mapOutputInfo(layer))),
  ]
}
