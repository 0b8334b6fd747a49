import { type GroundingModel, openGroundingModel } from '@/lib/diffusion/detect/grounding-model'
import {
  bestScore,
  type DetectionThresholds,
  keepDetections,
  publishedThresholds,
} from '@/lib/diffusion/detect/keep-detections'
import type { OpenOptions } from '@/lib/diffusion/onnx/open-session'
import { boxesUnsupported, type SamBox, type SamPrompt } from '@/lib/diffusion/segment/sam-decoder'
import type { SamImage } from '@/lib/diffusion/segment/sam-encoder'
import { openSamModel, type SamModel } from '@/lib/diffusion/segment/sam-model'
import { orRelease } from '@/lib/diffusion/vision/or-release'
import type { ModelIdentity } from '@/lib/engines/identity'
import type { Point } from '@/lib/imaging/frame'
import { detectedBox, maskBounds, type RelativeBox } from '@/lib/imaging/masks/box-mask'
import { unionMasks } from '@/lib/imaging/masks/combine'
import { createRaster, type Mask, type Raster, type Rect } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { drawnRegion, type Found, labelledRegion, unknownLabel } from './drawn-region'
import { scribblePoints } from './scribble-points'
import type { Segmentation, Segmenter, SegmentPrompt, SegmentPromptKind, SegmentRequest } from './segmenter'

export interface GroundedSamOptions extends OpenOptions {
  /** Folders of models as the hub publishes them. Without a detector, names mean hand-drawn regions only. */
  readonly sam: string
  readonly grounding: string | null
  /** What the rows record: the files of both, by digest. */
  readonly models: readonly ModelIdentity[]
  /** Default: UltraEdit's, box 0.3 and text 0.25. */
  readonly thresholds?: DetectionThresholds
}

/** A segmenter that holds models. */
export interface ModelSegmenter extends Segmenter {
  /** Time spent inside the models so far. */
  readonly sessionMs: number
  release(): Promise<void>
}

/**
 * GroundingDINO and SAM on onnxruntime: a name is found as boxes, boxes and clicks become masks, several boxes' masks
 * are united into the fine mask. A picture is embedded once for all that is asked about it.
 * Errors: as `openSamModel` and `openGroundingModel`.
 */
export const openGroundedSam = async (options: GroundedSamOptions): Promise<ModelSegmenter> => {
  const { sam, grounding, models, thresholds = publishedThresholds, ...session } = options
  const cutter = await openSamModel(sam, session)
  return orRelease([cutter], async () => {
    const detector = grounding === null ? null : await openGroundingModel(grounding, session)
    return new GroundedSam(cutter, detector, thresholds, models, session.provider ?? 'cpu')
  })
}

class GroundedSam implements ModelSegmenter {
  readonly identity
  readonly prompts: readonly SegmentPromptKind[]

  constructor(
    private readonly sam: SamModel,
    private readonly detector: GroundingModel | null,
    private readonly thresholds: DetectionThresholds,
    models: readonly ModelIdentity[],
    provider: string,
  ) {
    this.identity = { name: 'segmenter/grounded-sam', version: '1', isModel: true, models, provider }
    const always = ['points', 'scribble', 'polygon', 'label'] as const
    this.prompts = this.takesBoxes ? ['box', ...always] : always
  }

  private get takesBoxes(): boolean {
    return this.sam.decoder.contract === 'boxes'
  }

  get sessionMs(): number {
    const { encoder, decoder } = this.sam
    return encoder.sessionMs + decoder.sessionMs + (this.detector?.sessionMs ?? 0)
  }

  async warmUp(): Promise<void> {
    const image = createRaster(8, 8)
    const embedded = await this.sam.encoder.embed(image)
    await this.sam.decoder.decode(embedded, { points: [{ x: 4, y: 4, label: 1 }], box: null })
    await this.detector?.predict(image, 'nothing')
  }

  async segment(request: SegmentRequest, signal?: AbortSignal): Promise<Segmentation> {
    const start = performance.now()
    signal?.throwIfAborted()
    const found = await this.find(request, signal)
    return { ...found, elapsedMs: performance.now() - start }
  }

  private async find({ image, prompt }: SegmentRequest, signal?: AbortSignal): Promise<Found> {
    switch (prompt.kind) {
      case 'polygon':
        return drawnRegion(image, prompt.rings)
      case 'label':
        return (
          labelledRegion(image, prompt.label, prompt.regions) ??
          (await this.findByName(image, prompt, signal))
        )
      case 'box':
      case 'points':
      case 'scribble': {
        const marks = marksOf(prompt, image)
        if (marks.box && !this.takesBoxes) throw boxesUnsupported(this.sam.decoder.file)
        const embedded = await this.sam.encoder.embed(image)
        signal?.throwIfAborted()
        const { mask } = await this.sam.decoder.decode(embedded, marks)
        const bounds = requireFound(mask)
        return { mask, boxes: [marks.rect ?? bounds] }
      }
    }
  }

  private async findByName(
    image: Raster,
    { label, regions }: Extract<SegmentPrompt, { kind: 'label' }>,
    signal?: AbortSignal,
  ): Promise<Found> {
    const { detector } = this
    if (!detector) throw unknownLabel(label, regions)
    if (!this.takesBoxes) throw boxesUnsupported(this.sam.decoder.file)
    const prediction = await detector.predict(image, label)
    const detections = keepDetections(prediction, this.thresholds)
    if (detections.length === 0) throw nothingFound(label, bestScore(prediction), this.thresholds.box)
    signal?.throwIfAborted()
    const embedded = await this.sam.encoder.embed(image)
    const masks: Mask[] = []
    for (const { box } of detections) {
      signal?.throwIfAborted()
      masks.push(await this.cutBox(embedded, box))
    }
    const mask = masks.reduce(unionMasks)
    requireFound(mask)
    return {
      mask,
      boxes: detections.flatMap(({ box }) => detectedBox(image.width, image.height, box) ?? []),
    }
  }

  private async cutBox(embedded: SamImage, [cx, cy, width, height]: RelativeBox): Promise<Mask> {
    const { picture } = embedded.frame
    const at = (x: number, y: number): Point => ({ x: x * picture.width, y: y * picture.height })
    const box: SamBox = {
      from: at(cx - width / 2, cy - height / 2),
      to: at(cx + width / 2, cy + height / 2),
    }
    const { mask } = await this.sam.decoder.decode(embedded, { points: [], box })
    return mask
  }

  async release(): Promise<void> {
    await Promise.all([this.sam.release(), this.detector?.release()])
  }
}

const nothingFound = (label: string, best: number, threshold: number): ExemplarError =>
  new ExemplarError(
    'refused',
    `Nothing in the picture looks like “${label}”: the best match scores ${best.toFixed(2)}, and ${threshold} is needed.`,
    {
      field: 'label',
      fix: 'Name it by a plainer noun (“cup”, not “the lovely cup on the left”), or draw a box or click on it.',
      detail: { best, threshold },
    },
  )

const requireFound = (mask: Mask): Rect => {
  const bounds = maskBounds(mask)
  if (bounds) return bounds
  throw new ExemplarError('refused', 'The model sees no object in what was marked.', {
    field: 'prompt',
    fix: 'Click on the middle of the object, or add a click on what is not the object.',
  })
}

/** The prompt in SAM's terms, and the box that was drawn, in whole pixels inside the picture. */
interface Marks extends SamPrompt {
  readonly rect: Rect | null
}

const marksOf = (
  prompt: Extract<SegmentPrompt, { kind: 'box' | 'points' | 'scribble' }>,
  image: Raster,
): Marks => {
  const rect = prompt.box ? clipped(prompt.box, image) : null
  const box = rect && {
    from: { x: rect.x, y: rect.y },
    to: { x: rect.x + rect.width, y: rect.y + rect.height },
  }
  if (prompt.kind === 'box') return { points: [], box, rect }
  const clicks = prompt.kind === 'points' ? prompt.points : scribblePoints(prompt.strokes)
  const inside = clicks.filter(({ x, y }) => x >= 0 && y >= 0 && x <= image.width && y <= image.height)
  if (!box && !inside.some(({ on }) => on)) {
    throw outside(prompt.kind === 'points' ? 'click' : 'scribble')
  }
  return { points: inside.map(({ x, y, on }) => ({ x, y, label: on ? 1 : 0 })), box, rect }
}

const clipped = (box: Rect, image: Raster): Rect => {
  const x = Math.max(0, Math.floor(box.x))
  const y = Math.max(0, Math.floor(box.y))
  const width = Math.min(image.width, Math.ceil(box.x + box.width)) - x
  const height = Math.min(image.height, Math.ceil(box.y + box.height)) - y
  if (width < 1 || height < 1) throw outside('box')
  return { x, y, width, height }
}

const outside = (what: string): ExemplarError =>
  new ExemplarError('bad-input', `The ${what} marks nothing inside the picture.`, {
    field: 'prompt',
    fix: 'Mark the object itself.',
  })
