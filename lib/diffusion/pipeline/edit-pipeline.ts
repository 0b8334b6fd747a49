import { ExemplarError } from '@/lib/platform/errors'
import { type ControlledUnet, type ControlledUnetOptions, openControlledUnet } from '../graph/controlled-unet'
import { type DiffusionFolder, openDiffusionFolder } from '../models/open-diffusion-folder'
import { openScheduler } from '../schedulers/open-scheduler'
import { clean, predictClean, type Scheduler, takeStep } from '../schedulers/schedule'
import { type Conditioning, SdxlText } from '../text/sdxl-text'
import { Autoencoder } from './autoencoder'
import { BatchControl, BatchLocalBlend, stackConditions } from './batch'
import type { MadePair, PairOrder, RunSettings, RunWatch } from './edit-order'
import { addNoise, guide, scaleInto } from './latents'
import { allFinite, fromNetwork } from './picture'
import { blendRegions, knownLatents } from './region-blend'
import { checkRegion, checkSize, checkTogether, type Run } from './run'

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
    const run = this.plan(orders, settings, watch)
    const { schedule, guided, width, height, size, latents } = run
    const { tokenizer } = this.text
    // Before anything is computed, since captions and controls that do not go together are refused here.
    const control = new BatchControl(orders, schedule.steps.length, guided, tokenizer)
    const localBlend = new BatchLocalBlend(orders, width, height, tokenizer)
    const conditions = stackConditions(await this.conditionings(run), run.anchor)
    await this.begin(run)
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
      const predicted = watch.onPreview && !isLast ? predictClean(rule, latents, prediction) : null
      for (const [pair, { noise }] of orders.entries()) {
        if (rule.nextNoise !== 0) noise.step(i, stepNoise)
        for (const row of [2 * pair, 2 * pair + 1])
          takeStep(rule, rowOf(row), prediction.subarray(row * size, (row + 1) * size), stepNoise)
      }
      const stepped = watch.observe?.step ? latents.slice() : latents
      if (localBlend.isOn) localBlend.apply(maps, guided ? rows : 0, rowOf)
      blendRegions(run, i)
      watch.observe?.step?.({ i, prediction, stepped, latents, known: (pair) => knownLatents(run, pair, i) })
      if (predicted && watch.onPreview)
        for (const pair of orders.keys()) watch.onPreview(pair, await this.pair(run, predicted, pair))
      watch.onStep?.(i + 1, schedule.steps.length)
    }

    const made: MadePair[] = []
    for (const pair of orders.keys()) made.push(await this.pair(run, latents, pair, watch.observe?.picture))
    return made
  }

  /** Checks the orders against the model and each other, and makes room for their latents. */
  private plan(orders: readonly PairOrder[], settings: RunSettings, watch: RunWatch): Run {
    const { anchor, guided } = checkTogether(orders)
    const { scale, channels } = this.autoencoder
    checkSize(anchor, this.sideMultiple)
    const width = anchor.width / scale
    const height = anchor.height / scale
    for (const order of orders) checkRegion(order, width, height)
    const size = channels * width * height
    return {
      orders,
      watch,
      anchor,
      guided,
      schedule: this.scheduler.schedule(settings.steps, settings.strength),
      isFull: settings.strength === 1,
      width,
      height,
      size,
      init: new Float32Array(orders.length * size),
      noise: new Float32Array(orders.length * size),
      latents: new Float32Array(2 * orders.length * size),
    }
  }

  /** Encodes the anchors and noises them: source and target of a pair start from the same latents. */
  private async begin({ orders, watch, schedule, isFull, size, init, noise, latents }: Run): Promise<void> {
    const [first = clean] = schedule.noisings
    const pure = { signal: 0, noise: schedule.startScale }
    for (const [pair, order] of orders.entries()) {
      const ownInit = init.subarray(pair * size, (pair + 1) * size)
      const ownNoise = noise.subarray(pair * size, (pair + 1) * size)
      order.noise.vae(ownNoise)
      watch.signal?.throwIfAborted()
      await this.autoencoder.encode(order.anchor, ownNoise, ownInit)
      order.noise.start(ownNoise)
      const at = 2 * pair * size
      addNoise(latents.subarray(at, at + size), ownInit, ownNoise, order.region && isFull ? pure : first)
      latents.copyWithin(at + size, at, at + size)
    }
    watch.observe?.initLatents?.(init)
    watch.observe?.startLatents?.(latents)
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

const notNumbers = (file: string, i: number): ExemplarError =>
  new ExemplarError('unsupported', `${file} gave values that are no numbers in step ${i + 1}.`, {
    field: 'unet',
    fix: 'Use the float32 export of the UNet, or check that the file is whole: npx exemplar models check',
  })
