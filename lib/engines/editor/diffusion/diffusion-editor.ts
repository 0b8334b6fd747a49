import { chooseEditMode } from '@/lib/diffusion/control/choose-edit-mode'
import { cutPrompt } from '@/lib/diffusion/control/word-tokens'
import type { PairOrder } from '@/lib/diffusion/pipeline/edit-order'
import type { EditPipeline } from '@/lib/diffusion/pipeline/edit-pipeline'
import { seededNoise } from '@/lib/diffusion/pipeline/noise-source'
import { checkMaskSizes, stopIfCancelled } from '@/lib/engines/editor/check-request'
import type { Draw, EditControl, EditedCandidate, Editor, EditRequest } from '@/lib/engines/editor/editor'
import type { EngineIdentity, ModelIdentity } from '@/lib/engines/identity'
import { createRaster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { BatchSizes, isAllocationFailure } from './batch-sizes'
import { diffusionPlanner } from './diffusion-planner'
import { type CandidateParams, readParams } from './read-params'
import { type UsedMask, usedMasks } from './used-masks'

/** What makes the pairs. */
export type PairMaker = Pick<EditPipeline, 'make' | 'release' | 'sessionMs' | 'scheduler'> & {
  readonly text: Pick<EditPipeline['text'], 'tokenizer'>
}

export interface DiffusionEditorOptions {
  /** What the rows record. */
  readonly models: readonly ModelIdentity[]
  /** Where the sessions compute. */
  readonly provider: string
  /** CPU threads of the sessions, where they were set. */
  readonly threads?: number | undefined
  /** Pairs in one call of the model at most; fewer where memory is short. */
  readonly batch: number
}

export interface DiffusionControl extends EditControl {
  /** Runs a batch's model calls when it is their turn; default: at once. */
  readonly turn?: <T>(work: () => Promise<T>) => Promise<T>
}

/** Sides beyond this need more memory than any card has. */
const longestSide = 2048
/** A multiple of every model's cells. */
const warmSide = 128
/** Draws that are looked through for those that fit into one batch; bounds what waits for its place in the order. */
const lookAhead = 4

interface Wanted {
  readonly place: number
  readonly draw: Draw
  readonly params: CandidateParams
  readonly used: UsedMask | null
}

const isGuided = ({ guidance }: CandidateParams): boolean => guidance > 1

const fitTogether = (a: CandidateParams, b: CandidateParams): boolean =>
  a.steps === b.steps && a.strength === b.strength && isGuided(a) === isGuided(b) && a.batch === b.batch

/** Takes those draws out of `waiting` that can be made in one batch with the first, at most `limit` of them. */
const takeTogether = (waiting: Wanted[], limit: number): Wanted[] => {
  const [first] = waiting
  if (!first) return []
  const group = waiting
    .slice(0, limit * lookAhead)
    .filter(({ params }) => fitTogether(params, first.params))
    .slice(0, limit)
  for (const one of group) waiting.splice(waiting.indexOf(one), 1)
  return group
}

const memoryTooSmall = (pairs: number, cause: unknown): ExemplarError =>
  new ExemplarError(
    'unavailable',
    `The device’s memory is too small for ${pairs === 1 ? 'a pair' : `${pairs} pairs`} of these pictures.`,
    { fix: 'Use a device with more memory, a float16 export, or smaller pictures.', cause },
  )

/**
 * SDXL with prompt-to-prompt: source and target of a pair are both generated, from the anchor's noised latents, under
 * the attention control that UltraEdit drew for it. Made for the process of a device, since each call of a model
 * blocks its event loop. An allocation that fails halves the batch from then on.
 */
export class DiffusionEditor implements Editor {
  readonly identity: EngineIdentity
  readonly supports = diffusionPlanner.supports
  readonly draw = diffusionPlanner.draw
  private readonly sizes: BatchSizes

  constructor(
    private readonly maker: PairMaker,
    private readonly options: DiffusionEditorOptions,
  ) {
    const { models, provider } = options
    this.identity = { name: 'editor/diffusion', version: '1', isModel: true, models, provider }
    this.sizes = new BatchSizes(options.batch)
  }

  /** Wall time spent inside the models so far. */
  get sessionMs(): number {
    return this.maker.sessionMs
  }

  release(): Promise<void> {
    return this.maker.release()
  }

  /** Makes one small pair, so that the first candidate does not wait for what the runtime does once. */
  async warmUp(): Promise<void> {
    const text = {
      instruction: '',
      sourceCaption: 'a',
      targetCaption: 'b',
      editObject: null,
      editType: 'other',
    }
    const draw = { index: 0, seed: 0, params: { steps: 1, strength: 1, threshold: 0.5 } }
    const anchor = createRaster(warmSide, warmSide)
    for await (const _ of this.edit({ text, mode: 'free-form', anchor, region: null, draws: [draw] }));
  }

  async *edit(request: EditRequest, control: DiffusionControl = {}): AsyncGenerator<EditedCandidate> {
    const waiting = this.prepare(request)
    const ready = new Map<number, EditedCandidate>()
    const total = waiting.length
    let made = 0
    for (let next = 0; next < total; next++) {
      while (!ready.has(next)) {
        const group = takeTogether(waiting, this.limitOf(request, waiting[0]))
        const progress = (share: number) => control.onProgress?.((made + share * group.length) / total)
        for (const [place, candidate] of await this.makeGroup(request, group, control, progress))
          ready.set(place, candidate)
        made += group.length
      }
      const candidate = ready.get(next)
      ready.delete(next)
      if (candidate) yield candidate
    }
  }

  private prepare(request: EditRequest): Wanted[] {
    const { anchor } = request
    checkMaskSizes(request)
    const support = this.supports(request.text)
    if (!support.ok)
      throw new ExemplarError('refused', support.reason, { field: 'targetCaption', fix: support.fix })
    if (Math.max(anchor.width, anchor.height) > longestSide)
      throw new ExemplarError('too-large', `The picture is ${anchor.width}×${anchor.height}.`, {
        field: 'anchor',
        fix: `Give one of at most ${longestSide} pixels a side; the model was trained at 512.`,
      })
    const maskOf = usedMasks(request)
    return request.draws.map((draw, place) => {
      const params = readParams(draw)
      return { place, draw, params, used: maskOf(params.soft) }
    })
  }

  private sizeKey({ anchor: { width, height } }: EditRequest, params: CandidateParams | undefined): string {
    return `${width}×${height}${params && isGuided(params) ? ' with guidance' : ''}`
  }

  private limitOf(request: EditRequest, first: Wanted | undefined): number {
    return first?.params.batch ?? this.sizes.of(this.sizeKey(request, first?.params))
  }

  /** Makes a group, in smaller batches where memory is too short for it as a whole. */
  private async makeGroup(
    request: EditRequest,
    group: readonly Wanted[],
    control: DiffusionControl,
    progress: (share: number) => void,
  ): Promise<[place: number, EditedCandidate][]> {
    const { turn = (work) => work() } = control
    const made: [place: number, EditedCandidate][] = []
    while (made.length < group.length) {
      const batch = group.slice(made.length, made.length + this.limitOf(request, group[0]))
      const progressOfBatch = (share: number) => progress((made.length + share * batch.length) / group.length)
      try {
        made.push(...(await turn(() => this.makeBatch(request, batch, control, progressOfBatch))))
      } catch (error) {
        stopIfCancelled(control.signal)
        if (!isAllocationFailure(error)) throw error
        const { params } = batch[0] as Wanted
        // A draw that names its batch is a repetition: in another one it would not be the same.
        const canShrink =
          params.batch === undefined && this.sizes.halve(this.sizeKey(request, params), batch.length)
        if (!canShrink) throw memoryTooSmall(params.batch ?? 1, error)
      }
    }
    return made
  }

  private async makeBatch(
    { anchor, text }: EditRequest,
    group: readonly Wanted[],
    { signal }: DiffusionControl,
    progress: (share: number) => void,
  ): Promise<[place: number, EditedCandidate][]> {
    const [first] = group
    if (!first) return []
    stopIfCancelled(signal)
    const { sourceCaption, targetCaption } = text
    const { tokenizer } = this.maker.text
    const mode = chooseEditMode(cutPrompt(sourceCaption, tokenizer), cutPrompt(targetCaption, tokenizer))
    const orders = group.map(
      ({ draw, params, used }): PairOrder => ({
        anchor,
        sourceCaption,
        targetCaption,
        control: { mode, cross: params.threshold, self: params.threshold },
        noise: seededNoise(draw.seed),
        guidance: params.guidance,
        region: used && { mask: used.latent, schedule: 'odd' },
      }),
    )
    // A repetition alone in its batch takes the others' places too.
    const batch = first.params.batch ?? orders.length
    while (orders.length < batch) orders.push(orders[orders.length % group.length] as PairOrder)
    const { steps, strength } = first.params
    const pairs = await this.maker.make(
      orders,
      { steps, strength },
      { ...(signal && { signal }), onStep: (done, all) => progress(done / all) },
    )
    const run = this.maker.scheduler.schedule(steps, strength).steps.length
    const { threads = null } = this.options
    return group.map(({ place, draw, params, used }, at) => {
      const pair = pairs[at]
      if (!pair) throw new Error('the pipeline left a pair out')
      const candidate: EditedCandidate = {
        draw: { ...draw, params: { ...draw.params, mode, batch, threads } },
        source: pair.source,
        edited: pair.edited,
        mask: used?.mask ?? null,
        operation: `prompt-to-prompt ${mode}, ${run} ${run === 1 ? 'step' : 'steps'}, threshold ${params.threshold.toFixed(2)}`,
      }
      return [place, candidate]
    })
  }
}
