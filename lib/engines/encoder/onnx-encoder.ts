import type { OpenOptions } from '@/lib/diffusion/onnx/open-session'
import { type ClipModel, openClipModel } from '@/lib/diffusion/vision/clip-model'
import { clipScores } from '@/lib/diffusion/vision/clip-scores'
import { type DinoModel, openDinoModel } from '@/lib/diffusion/vision/dino-model'
import { cosine, type Features, unit } from '@/lib/diffusion/vision/features'
import { ultraEditClip, ultraEditDinov2 } from '@/lib/diffusion/vision/looks'
import { orRelease } from '@/lib/diffusion/vision/or-release'
import { RecentlyUsed } from '@/lib/diffusion/vision/recently-used'
import { samePicture } from '@/lib/diffusion/vision/same-picture'
import type { ModelIdentity } from '@/lib/engines/identity'
import { createRaster, type Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import type { Encoder, EncoderScores, PairToScore, PictureFeatures } from './encoder'

/** UltraEdit's DINOv2 sees 518² wherever the export leaves the size open. */
const dinov2Side = 518

/** A run has two captions for thousands of candidates; a dataset's pass has two for every row. */
const captionsKept = 4096

export interface OnnxEncoderOptions extends OpenOptions {
  /** Folders of models as the hub publishes them; without one, its scores stay null. */
  readonly clip: string | null
  readonly dinov2: string | null
  /** What the rows record: the files of both, by digest. */
  readonly models: readonly ModelIdentity[]
}

/**
 * CLIP and DINOv2 on onnxruntime, with UltraEdit's preparation of pictures and captions.
 * Errors: as `openClipModel` and `openDinoModel`; `bad-input` where there is neither.
 */
export const openOnnxEncoder = async (options: OnnxEncoderOptions): Promise<Encoder> => {
  const { clip, dinov2, models, ...session } = options
  if (clip === null && dinov2 === null) {
    throw new ExemplarError('bad-input', 'An encoder needs a CLIP model, a DINOv2 model or both.', {
      field: 'models',
      fix: 'Configure the folder of one of them, or run without an encoder.',
    })
  }
  const clipModel = clip === null ? null : await openClipModel(clip, session)
  return orRelease(clipModel ? [clipModel] : [], async () => {
    const dinoModel = dinov2 === null ? null : await openDinoModel(dinov2, dinov2Side, session)
    return new OnnxEncoder(clipModel, dinoModel, models, session.provider ?? 'cpu')
  })
}

class OnnxEncoder implements Encoder {
  readonly identity
  /** By object, so that they go when the pictures go. */
  private readonly seen = new WeakMap<Raster, PictureFeatures>()
  private readonly read = new RecentlyUsed<string, Features>(captionsKept)

  constructor(
    private readonly clip: ClipModel | null,
    private readonly dinov2: DinoModel | null,
    models: readonly ModelIdentity[],
    provider: string,
  ) {
    this.identity = { name: 'encoder/onnx', version: '1', isModel: true, models, provider }
  }

  get sessionMs(): number {
    return (this.clip?.sessionMs ?? 0) + (this.dinov2?.sessionMs ?? 0)
  }

  async warmUp(): Promise<void> {
    const [source, edited] = [createRaster(8, 8), createRaster(8, 8)]
    edited.data.fill(255)
    await this.scorePair({ source, edited, sourceCaption: '', targetCaption: 'a' })
  }

  async scorePair(pair: PairToScore, signal?: AbortSignal): Promise<EncoderScores> {
    const [scores] = await this.scorePairs([pair], signal)
    return scores as EncoderScores
  }

  async scorePairs(pairs: readonly PairToScore[], signal?: AbortSignal): Promise<EncoderScores[]> {
    const seen = pairs.map(
      ({ source, edited }) => [source, samePicture(source, edited) ? source : edited] as const,
    )
    const pictures = await this.features(seen.flat(), signal)
    const captions = await this.captions(pairs.flatMap((pair) => [pair.sourceCaption, pair.targetCaption]))
    return pairs.map((_, i) => score(pictures.slice(2 * i, 2 * i + 2), captions.slice(2 * i, 2 * i + 2)))
  }

  async features(pictures: readonly Raster[], signal?: AbortSignal): Promise<PictureFeatures[]> {
    const fresh = [...new Set(pictures)].filter((picture) => !this.seen.has(picture))
    signal?.throwIfAborted()
    const clip = await this.clip?.pictures(fresh, ultraEditClip)
    signal?.throwIfAborted()
    const dinov2 = await this.dinov2?.pictures(fresh, ultraEditDinov2)
    for (const [i, picture] of fresh.entries()) {
      this.seen.set(picture, { clip: unitOrNull(clip?.[i]), dinov2: unitOrNull(dinov2?.[i]) })
    }
    return pictures.map((picture) => this.seen.get(picture) as PictureFeatures)
  }

  private async captions(texts: readonly string[]): Promise<(Features | null)[]> {
    if (!this.clip) return texts.map(() => null)
    const found = new Map(texts.map((text) => [text, this.read.get(text)]))
    const fresh = [...found].filter(([, features]) => !features).map(([text]) => text)
    for (const [i, features] of (await this.clip.captions(fresh)).entries()) {
      const text = fresh[i] as string
      found.set(text, features)
      this.read.set(text, features)
    }
    return texts.map((text) => found.get(text) ?? null)
  }

  async release(): Promise<void> {
    await Promise.all([this.clip?.release(), this.dinov2?.release()])
  }
}

const unitOrNull = (features: Features | undefined): Features | null => (features ? unit(features) : null)

const score = (
  [source, edited]: readonly PictureFeatures[],
  [sourceCaption, targetCaption]: readonly (Features | null)[],
): EncoderScores => {
  const clip =
    source?.clip && edited?.clip && sourceCaption && targetCaption
      ? clipScores({ source: source.clip, edited: edited.clip, sourceCaption, targetCaption })
      : { clipSimSource: null, clipSimTarget: null, clipSimDir: null, clipSimImage: null }
  return {
    ...clip,
    dinov2Sim: source?.dinov2 && edited?.dinov2 ? cosine(source.dinov2, edited.dinov2) : null,
  }
}
