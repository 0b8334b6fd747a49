import { ExemplarError } from '@/lib/platform/errors'
import type { Precision } from '../models/open-folder'
import { type OnnxModel, type OpenOptions, openModel } from '../onnx/open-session'
import { elementCount, type Ints, showDims, type Tensor } from '../onnx/tensors'
import { controlInputs, mapOutputPrefix, placeOf } from './control-names'
import { findUnet } from './find-unet'
import { type PrepareOptions, prepareUnet } from './prepare-unet'

/**
 * Attention control of one UNet call. The batch holds pairs: even rows are sources, odd rows their targets; with
 * guidance the unconditional pairs come first and get neutral control (M = 0, c = 1, self = 0).
 */
export interface AttentionControl {
  /** [pairs, 77, 77] row-major: cross-attention becomes `target' = source @ M + target * c`. */
  readonly m: Float32Array
  /** [pairs, 77] */
  readonly c: Float32Array
  /** [pairs]: 1 where the target takes the source's self-attention maps, else 0. */
  readonly self: Uint8Array
  /** Self-attention is controlled in layers of at most this many query tokens. */
  readonly selfLimit: number
}

export interface UnetCall {
  /** [B, 4, h, w], already scaled by the scheduler. */
  readonly sample: Tensor
  readonly timestep: number
  /** [B, 77, D] */
  readonly embeds: Tensor
  /** [B, P] */
  readonly pooled: Tensor
  /** [B, 6] */
  readonly timeIds: Tensor
}

/** The cross-attention of one layer before control, averaged over its heads. */
export interface CrossMap {
  readonly layer: string
  /** Null where the export does not carry module names. */
  readonly place: 'down' | 'mid' | 'up' | null
  /** [B, queries, 77] */
  readonly map: Tensor
}

export interface ControlledUnet {
  /** The prepared graph. */
  readonly file: string
  readonly sessionMs: number
  /**
   * Runs once. `control` null is neutral, for any batch; otherwise the batch is pairs. Returns the prediction
   * [B, 4, h, w], and the cross maps in order of execution if they were asked for.
   * Errors: `bad-input` naming what does not fit.
   */
  run(
    call: UnetCall,
    control: AttentionControl | null,
    options?: { readonly maps?: boolean },
  ): Promise<{ readonly out: Tensor; readonly maps: readonly CrossMap[] }>
  release(): Promise<void>
}

export interface ControlledUnetOptions extends OpenOptions, PrepareOptions {
  readonly precision?: Precision
}

/**
 * Prepares (once) and opens the UNet of a folder.
 * @param folder a pipeline's, with `unet/` in it, or the UNet's own.
 * Errors: those of `prepareUnet` and `openModel`.
 */
export const openControlledUnet = async (
  folder: string,
  { precision, home, ...options }: ControlledUnetOptions = {},
): Promise<ControlledUnet> => {
  const { provider } = options
  const { file } = await prepareUnet(await findUnet(folder, precision), {
    ...(home !== undefined && { home }),
    ...(provider !== undefined && { provider }),
  })
  return new Controlled(await openModel(file, options))
}

const scalar = (value: number): Tensor => ({ dims: [], data: Float32Array.of(value) })

const refuse = (field: string, problem: string): ExemplarError =>
  new ExemplarError('bad-input', `The attention control’s ${field} ${problem}.`, { field })

const neutral = (tokens: number): AttentionControl => ({
  m: new Float32Array(tokens * tokens),
  c: new Float32Array(tokens).fill(1),
  self: new Uint8Array(1),
  selfLimit: 0,
})

class Controlled implements ControlledUnet {
  private readonly outName: string
  private readonly mapNames: readonly string[]
  private idle: AttentionControl = neutral(77)

  constructor(private readonly model: OnnxModel) {
    const names = [...model.outputs.keys()]
    this.mapNames = names.filter((name) => name.startsWith(mapOutputPrefix))
    this.outName = names.find((name) => !name.startsWith(mapOutputPrefix)) ?? 'out_sample'
  }

  get file(): string {
    return this.model.file
  }

  get sessionMs(): number {
    return this.model.sessionMs
  }

  async run(
    { sample, timestep, embeds, pooled, timeIds }: UnetCall,
    control: AttentionControl | null,
    { maps = false }: { readonly maps?: boolean } = {},
  ) {
    const [rows = 0] = sample.dims
    const tokens = embeds.dims[1] ?? 0
    if (control) checkControl(control, rows, tokens)
    else if (this.idle.c.length !== tokens) this.idle = neutral(tokens)
    const results = await this.model.run({
      sample,
      timestep: scalar(timestep),
      encoder_hidden_states: embeds,
      text_embeds: pooled,
      time_ids: timeIds,
      ...feedsOf(control ?? this.idle, tokens),
      [controlInputs.wantMaps]: scalar(maps ? 1 : 0),
    })
    const out = results[this.outName]
    if (!out || elementCount(out.dims) !== elementCount(sample.dims))
      throw new ExemplarError(
        'bad-input',
        `${this.model.file}: the output “${this.outName}” is ${showDims(out?.dims ?? [])} for a sample of ${showDims(sample.dims)}.`,
        { field: this.outName },
      )
    return { out, maps: maps ? this.mapNames.map((name) => crossMap(name, results[name])) : [] }
  }

  async release(): Promise<void> {
    await this.model.release()
  }
}

const crossMap = (name: string, map: Tensor | undefined): CrossMap => {
  if (!map) throw new ExemplarError('internal', `The output “${name}” was not returned.`)
  const layer = name.slice(mapOutputPrefix.length)
  return { layer, place: placeOf(layer), map }
}

const feedsOf = (
  { m, c, self, selfLimit }: AttentionControl,
  tokens: number,
): Record<string, Tensor | Ints> => ({
  [controlInputs.map]: { dims: [self.length, tokens, tokens], data: m },
  [controlInputs.keep]: { dims: [self.length, tokens], data: c },
  [controlInputs.self]: { dims: [self.length], data: Int32Array.from(self) },
  [controlInputs.selfLimit]: { dims: [], data: Int32Array.of(Math.min(selfLimit, 2 ** 31 - 1)) },
})

/** A control of the wrong size would pair the wrong rows, and NaN would read as “no control”: neither may pass. */
const checkControl = ({ m, c, self }: AttentionControl, rows: number, tokens: number): void => {
  const pairs = rows / 2
  if (!Number.isInteger(pairs)) throw refuse('batch', `has ${rows} rows; pairs need an even number`)
  if (self.length !== pairs) throw refuse('self', `has ${self.length} switches for ${pairs} pairs`)
  if (m.length !== pairs * tokens * tokens)
    throw refuse('m', `has ${m.length} values; [${pairs}, ${tokens}, ${tokens}] was expected`)
  if (c.length !== pairs * tokens)
    throw refuse('c', `has ${c.length} values; [${pairs}, ${tokens}] was expected`)
  if (!m.every(Number.isFinite)) throw refuse('m', 'holds a value that is not finite')
  if (!c.every(Number.isFinite)) throw refuse('c', 'holds a value that is not finite')
  if (self.some((value) => value > 1)) throw refuse('self', 'holds a value other than 0 and 1')
}
