import { ExemplarError } from '@/lib/platform/errors'
import { type ControlledUnet, type ControlledUnetOptions, openControlledUnet } from '../graph/controlled-unet'
import { type DiffusionFolder, openDiffusionFolder } from '../models/open-diffusion-folder'
import { openScheduler } from '../schedulers/open-scheduler'
import { predictClean, type Schedule, type Scheduler, takeStep } from '../schedulers/schedule'
import { type Conditioning, SdxlText } from '../text/sdxl-text'
import { Autoencoder } from './autoencoder'
import { BatchControl, BatchLocalBlend, checkTogether, stackConditions } from './batch'
import { blendsAfter } from './blend-schedule'
import type { MadePair, PairOrder, RunSettings, RunWatch } from './edit-order'
import { allFinite, fromNetwork } from './picture'

/** Everything of one batch that lives through its steps. Latent arrays are row-major, rows in the order of the pairs. */
interface Run {
  readonly orders: readonly PairOrder[]
  readonly watch: RunWatch
  readonly schedule: Schedule
  readonly guided: boolean
  /** Latents of a side, and values of one row. */
  readonly width: number
  readonly height: number
  readonly size: number
  /** [pairs, C, h, w]: the anchors, and the noise that they start with. */
  readonly init: Float32Array
  readonly noise: Float32Array
  /** [rows, C, h, w] */
  readonly latents: Float32Array
}

/** An SDXL model that makes pairs: UltraEdit's free-form and region runs with attention control. */
export class EditPipeline {
  private constructor(
    readonly folder: DiffusionFolder,
    readonly text: SdxlText,
    readonly unet: ControlledUnet,
    readonly autoencoder: Autoencoder,
    readonly scheduler: Scheduler,
  ) {}

  /** Errors: `ExemplarError` naming the file, the tensor or the option that cannot be used. */
  static async open(root: string, options: ControlledUnetOptions = {}): Promise<EditPipeline> {
    const folder = await openDiffusionFolder(root, options.precision)
    const scheduler = openScheduler(folder.scheduler)
    const { in_channels: channels } = folder.unet.config
    const { latent_channels: latent } = folder.vae.config
    if (channels !== latent)
      throw new ExemplarError(
        'unsupported',
        `The UNet of ${root} reads ${channels} channels and the autoencoder makes ${latent}: it is no text-to-image model.`,
        {
          field: 'unet/config.json: in_channels',
          fix: 'Inpainting models are not used; take the base model.',
        },
      )
    const opened: { release(): Promise<void> }[] = []
    const keep = async <T extends { release(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
      const part = await opening
      opened.push(part)
      return part
    }
    try {
      const text = await keep(SdxlText.open(folder, options))
      const unet = await keep(openControlledUnet(folder.root, options))
      const autoencoder = await keep(Autoencoder.open(folder, options))
      return new EditPipeline(folder, text, unet, autoencoder, scheduler)
    } catch (error) {
      await Promise.all(opened.map((part) => part.release()))
      throw error
    }
  }

  /** Wall time spent inside the models so far. */
  get sessionMs(): number {
    return this.text.sessionMs + this.unet.sessionMs + this.autoencoder.sessionMs
  }

  async release(): Promise<void> {
    await Promise.all([this.text.release(), this.unet.release(), this.autoencoder.release()])
  }

  /**
   * Makes a batch of pairs. A pair comes out the same whatever is made beside it: its noise is its own, and the
   * encoders and the decoder see one text or picture a call.
   *
   * Errors: `bad-input` for orders that do not go together or cannot be run, `unsupported` for values that are no
   * numbers, the signal's reason when it is aborted.
   */
  async make(orders: readonly PairOrder[], settings: RunSettings, watch: RunWatch = {}): Promise<MadePair[]> {
    const run = await this.begin(orders, settings, watch)
    const { schedule, guided, width, height, size, latents } = run
    const conditions = stackConditions(
      await this.conditionings(run),
      orders[0]?.anchor.width ?? 0,
      orders[0]?.anchor.height ?? 0,
    )
    const control = new BatchControl(orders, schedule.steps.length, guided, this.text.tokenizer)
    const localBlend = new BatchLocalBlend(orders, width, height, this.text.tokenizer)
    const { channels } = this.autoencoder
    const rows = 2 * orders.length
    const sample = new Float32Array((guided ? 2 : 1) * rows * size)
    const dims = [(guided ? 2 : 1) * rows, channels, height, width]
    const stepNoise = new Float32Array(size)
    const rowOf = (row: number) => latents.subarray(row * size, (row + 1) * size)

    for (const [i, rule] of schedule.steps.entries()) {
      scaleInto(sample, latents, schedule.inputScales[i] ?? 1)
      watch.signal?.throwIfAborted()
      const { out, maps } = await this.unet.run(
        { sample: { dims, data: sample }, timestep: schedule.timesteps[i] ?? 0, ...conditions },
        control.at(i),
        { maps: localBlend.isOn },
      )
      const prediction = guided ? guide(out.data, orders, size) : out.data
      if (!allFinite(prediction)) throw notNumbers(this.unet.file, i)
      const isLast = i === schedule.steps.length - 1
      const clean = watch.onPreview && !isLast ? predictClean(rule, latents, prediction) : null
      for (const [pair, { noise }] of orders.entries()) {
        if (rule.nextNoise !== 0) noise.step(i, stepNoise)
        for (const row of [2 * pair, 2 * pair + 1])
          takeStep(rule, rowOf(row), prediction.subarray(row * size, (row + 1) * size), stepNoise)
      }
      const stepped = watch.observe?.step ? latents.slice() : latents
      if (localBlend.isOn) localBlend.apply(maps, guided ? rows : 0, rowOf)
      blendRegions(run, i)
      watch.observe?.step?.({ i, prediction, stepped, latents, known: (pair) => knownLatents(run, pair, i) })
      if (clean && watch.onPreview)
        for (const pair of orders.keys()) watch.onPreview(pair, await this.pair(run, clean, pair))
      watch.onStep?.(i + 1, schedule.steps.length)
    }

    const made: MadePair[] = []
    for (const pair of orders.keys()) made.push(await this.pair(run, latents, pair, watch.observe?.picture))
    return made
  }

  /** Encodes the anchors and noises them: source and target of a pair start from the same latents. */
  private async begin(orders: readonly PairOrder[], settings: RunSettings, watch: RunWatch): Promise<Run> {
    const guided = checkTogether(orders)
    const schedule = this.scheduler.schedule(settings.steps, settings.strength)
    const { autoencoder } = this
    const anchor = orders[0]?.anchor ?? { width: 0, height: 0 }
    const side = this.sideMultiple
    if (anchor.width % side !== 0 || anchor.height % side !== 0 || anchor.width * anchor.height === 0)
      throw new ExemplarError(
        'bad-input',
        `The model makes pictures whose sides are multiples of ${side} pixels, not ${anchor.width}×${anchor.height}.`,
        { field: 'anchor', fix: 'Crop the picture to such a size.' },
      )
    const width = anchor.width / autoencoder.scale
    const height = anchor.height / autoencoder.scale
    const size = autoencoder.channels * width * height
    const init = new Float32Array(orders.length * size)
    const noise = new Float32Array(orders.length * size)
    const latents = new Float32Array(2 * orders.length * size)
    const run = { orders, watch, schedule, guided, width, height, size, init, noise, latents }
    const [first] = schedule.noisings
    for (const [pair, order] of orders.entries()) {
      const ownInit = init.subarray(pair * size, (pair + 1) * size)
      const ownNoise = noise.subarray(pair * size, (pair + 1) * size)
      checkRegion(order, width, height)
      order.noise.vae(ownNoise)
      watch.signal?.throwIfAborted()
      await autoencoder.encode(order.anchor, ownNoise, ownInit)
      order.noise.start(ownNoise)
      const isPure = order.region && settings.strength === 1
      const signal = isPure ? 0 : (first?.signal ?? 1)
      const level = isPure ? schedule.startScale : (first?.noise ?? 0)
      const start = latents.subarray(2 * pair * size, (2 * pair + 1) * size)
      mix(start, ownInit, signal, ownNoise, level)
      latents.copyWithin((2 * pair + 1) * size, 2 * pair * size, (2 * pair + 1) * size)
    }
    watch.observe?.initLatents?.(init)
    watch.observe?.startLatents?.(latents)
    return run
  }

  /** Sides of pictures are multiples of this many pixels: the autoencoder's scale, halved by the UNet at each level. */
  get sideMultiple(): number {
    const { block_out_channels: levels } = this.folder.unet.config
    return this.autoencoder.scale * 2 ** (Array.isArray(levels) ? levels.length - 1 : 2)
  }

  private async conditionings({ orders, guided, watch }: Run): Promise<Conditioning[]> {
    const encode = (prompt: string) => {
      watch.signal?.throwIfAborted()
      return this.text.encode(prompt)
    }
    const rows: Conditioning[] = []
    for (const { sourceCaption, targetCaption } of orders)
      rows.push(await encode(sourceCaption), await encode(targetCaption))
    if (!guided) return rows
    const unconditional: Conditioning[] = []
    for (const [pair, { negativePrompt }] of orders.entries()) {
      const isZero = (negativePrompt ?? null) === null && this.folder.zerosForEmptyPrompt
      const like = rows[2 * pair]
      const row =
        isZero && like
          ? { embeds: new Float32Array(like.embeds.length), pooled: new Float32Array(like.pooled.length) }
          : await encode(negativePrompt ?? '')
      unconditional.push(row, row)
    }
    return [...unconditional, ...rows]
  }

  private async pair(
    { width, height, size, watch }: Run,
    latents: Float32Array,
    pair: number,
    observe?: (row: number, planes: Float32Array) => void,
  ): Promise<MadePair> {
    const decode = async (row: number) => {
      watch.signal?.throwIfAborted()
      const decoded = await this.autoencoder.decode(
        latents.subarray(row * size, (row + 1) * size),
        width,
        height,
      )
      observe?.(
        row,
        decoded.data.map((value) => Math.min(Math.max(value / 2 + 0.5, 0), 1)),
      )
      return fromNetwork(decoded)
    }
    return { source: await decode(2 * pair), edited: await decode(2 * pair + 1) }
  }
}

/** into = a · x + b · y */
const mix = (into: Float32Array, x: Float32Array, a: number, y: Float32Array, b: number): void => {
  for (let i = 0; i < into.length; i++) into[i] = a * (x[i] as number) + b * (y[i] as number)
}

/** The model's input: the latents, scaled, and once more where there is an unconditional half. */
const scaleInto = (sample: Float32Array, latents: Float32Array, scale: number): void => {
  for (let i = 0; i < latents.length; i++) sample[i] = (latents[i] as number) * scale
  if (sample.length > latents.length) sample.copyWithin(latents.length, 0, latents.length)
}

/** [unconditional rows; conditional rows] → unconditional + guidance · (conditional − unconditional). */
const guide = (output: Float32Array, orders: readonly PairOrder[], size: number): Float32Array => {
  const half = output.length / 2
  const guided = output.subarray(half)
  for (const [pair, { guidance = 0 }] of orders.entries())
    for (let i = 2 * pair * size; i < 2 * (pair + 1) * size; i++) {
      const free = output[i] as number
      guided[i] = free + guidance * ((guided[i] as number) - free)
    }
  return guided
}

/** The anchor at the noise level that follows step `i`; after the last it is clean. */
const knownLatents = ({ init, noise, schedule, size }: Run, pair: number, i: number): Float32Array => {
  const { signal, noise: level } = schedule.noisings[i + 1] ?? { signal: 1, noise: 0 }
  const from = pair * size
  const known = new Float32Array(size)
  mix(known, init.subarray(from, from + size), signal, noise.subarray(from, from + size), level)
  return known
}

/** latents = (1 − mask) · known + mask · latents, for source and target. */
const blendRegions = (run: Run, i: number): void => {
  const { orders, schedule, latents, size } = run
  for (const [pair, { region }] of orders.entries()) {
    if (!region || !blendsAfter(region.schedule, i, schedule.steps.length)) continue
    const known = knownLatents(run, pair, i)
    const { data } = region.mask
    for (const row of [2 * pair, 2 * pair + 1])
      for (let k = 0, at = row * size; k < size; k++, at++) {
        const edit = data[k % data.length] as number
        latents[at] = (1 - edit) * (known[k] as number) + edit * (latents[at] as number)
      }
  }
}

const checkRegion = ({ region }: PairOrder, width: number, height: number): void => {
  if (!region || (region.mask.width === width && region.mask.height === height)) return
  throw new ExemplarError(
    'bad-input',
    `The mask has ${region.mask.width}×${region.mask.height} cells; the latents have ${width}×${height}.`,
    { field: 'region.mask', fix: 'Make the mask of a picture of the anchor’s size.' },
  )
}

const notNumbers = (file: string, i: number): ExemplarError =>
  new ExemplarError('unsupported', `${file} gave values that are no numbers in step ${i + 1}.`, {
    field: 'unet',
    fix: 'Use the float32 export of the UNet, or check that the file is whole: npx exemplar models check',
  })
