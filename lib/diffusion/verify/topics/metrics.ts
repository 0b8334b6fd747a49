import { z } from 'zod'
import { plainLevels } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import { pixelScores } from '@/lib/imaging/scores/pixel-scores'
import type { Tensor } from '../../onnx/tensors'
import { type ClipModel, openClipModel } from '../../vision/clip-model'
import { clipScores } from '../../vision/clip-scores'
import { type DinoModel, openDinoModel } from '../../vision/dino-model'
import { cosine, type Features, unit } from '../../vision/features'
import { type Look, magicBrushClip, magicBrushDino, ultraEditClip, ultraEditDinov2 } from '../../vision/looks'
import { magicBrushScores } from '../../vision/magicbrush-scores'
import { samePicture } from '../../vision/same-picture'
import type { CaseFolder } from '../case-folder'
import type { Comparison } from '../comparison'
import { openSampler } from '../samples'
import type { Topic } from '../topic'

const sides = z.object({ source: z.string(), target: z.string() })
const pair = z.object({
  name: z.string(),
  source_image: z.string(),
  target_image: z.string(),
  source_prompt: z.string(),
  target_prompt: z.string(),
  l1: z.number(),
  l2: z.number(),
  ssim: z.number().nullable(),
  clip_sim_source: z.number(),
  clip_sim_target: z.number(),
  clip_sim_dir: z.number(),
  clip_sim_image: z.number(),
  dinov2_sim: z.number(),
  magicbrush_clip_i: z.number(),
  magicbrush_clip_t: z.number(),
  magicbrush_dino: z.number(),
  ultraedit_clip_resized_sample: sides.optional(),
  ultraedit_dinov2_resized_sample: sides.optional(),
  magicbrush_clip_pixels_sample: sides.optional(),
  features: z.record(z.string(), z.string()).default({}),
})
type Pair = z.infer<typeof pair>

const cosineTolerance = 1e-4

/** What of a model the comparison of prepared pixels needs. */
type Sight = Pick<ClipModel, 'side' | 'levels'>

/** The whole of what a model is shown. */
const shown = (picture: Raster, look: Look, { side, levels }: Sight): Tensor => {
  const data = new Float32Array(3 * side * side)
  look(picture, { data, at: 0 }, side, levels)
  return { dims: [3, side, side], data }
}

interface Models {
  readonly clip: ClipModel
  readonly dinov2: DinoModel
  readonly dino: DinoModel
}

const open = async (folder: CaseFolder): Promise<Models> => {
  const [clip, dinov2, dino] = [folder.model('clip'), folder.model('dinov2'), folder.model('dino')]
  return {
    clip: await folder.keep(`clip ${clip}`, () => openClipModel(clip)),
    dinov2: await folder.keep(`dino ${dinov2}`, () => openDinoModel(dinov2, 518)),
    dino: await folder.keep(`dino ${dino}`, () => openDinoModel(dino, 224)),
  }
}

const checkPixelScores = (comparison: Comparison, source: Raster, target: Raster, expected: Pair) => {
  const sameSize = source.width === target.width && source.height === target.height
  const ssim = sameSize ? pixelScores(source, target).ssim : null
  comparison.same('ssim is defined', ssim !== null, expected.ssim !== null)
  if (expected.ssim !== null) comparison.close('ssim', [ssim ?? Number.NaN], [expected.ssim], { atol: 1e-5 })
}

/** Scores by their names in cases.json. */
const checkScores = (
  comparison: Comparison,
  found: Partial<Record<keyof Pair, number>>,
  expected: Pair,
  sameSize: boolean,
) => {
  const pixelTolerance = sameSize ? 1e-6 : 2e-3
  for (const [name, value] of Object.entries(found)) {
    const atol = name === 'l1' || name === 'l2' ? pixelTolerance : cosineTolerance
    comparison.close(name, [value], [Number(expected[name as keyof Pair])], { atol })
  }
}

const checkFeatures = async (
  comparison: Comparison,
  [source, edited]: readonly [Raster, Raster],
  expected: Pair,
  { clip, dinov2, dino }: Models,
  folder: CaseFolder,
) => {
  const pictures = samePicture(source, edited) ? [source] : [source, edited]
  const once = async (model: ClipModel | DinoModel, look: Look) => {
    const seen = await model.pictures(pictures, look)
    return [seen.at(0), seen.at(-1)] as [Features, Features]
  }
  const [sourceClip, targetClip] = await once(clip, ultraEditClip)
  const captions = [expected.source_prompt, expected.target_prompt]
  const [sourceText, targetText] = (await clip.captions(captions)) as [Features, Features]
  const [sourceDinov2, targetDinov2] = await once(dinov2, ultraEditDinov2)
  const [sourceCrop, targetCrop] = await once(clip, magicBrushClip)
  const [sourceDino, targetDino] = await once(dino, magicBrushDino)
  const features: Record<string, Features> = {
    source_clip_image: unit(sourceClip),
    target_clip_image: unit(targetClip),
    source_text: unit(sourceText),
    target_text: unit(targetText),
    source_dinov2: unit(sourceDinov2),
    target_dinov2: unit(targetDinov2),
    source_mb_clip: sourceCrop,
    target_mb_clip: targetCrop,
    source_mb_dino: sourceDino,
    target_mb_dino: targetDino,
  }
  for (const [name, file] of Object.entries(expected.features)) {
    const wanted = await folder.tensor(file)
    // An export that normalises its features has lost the lengths that the reference kept.
    const lost = name.endsWith('_mb_clip') && !clip.keepsLengths
    const atol = folder.atol(file, 1e-4)
    comparison.close(file, features[name] ?? [], lost ? unit(wanted.data) : wanted.data, { atol })
  }
  return {
    ...clipScores({
      source: sourceClip,
      edited: targetClip,
      sourceCaption: sourceText,
      targetCaption: targetText,
    }),
    dinov2Sim: cosine(sourceDinov2, targetDinov2),
  }
}

export const metricsTopic: Topic = {
  name: 'metrics',
  cases: async (folder) => {
    const listed = await folder.json('cases.json', z.array(pair))
    const sampled = await openSampler(folder)
    return listed.map((expected) => ({
      name: expected.name,
      check: async (comparison) => {
        const source = await folder.raster(expected.source_image)
        const target = await folder.raster(expected.target_image)
        const sameSize = source.width === target.width && source.height === target.height
        checkPixelScores(comparison, source, target, expected)
        const models = await open(folder)
        const { clip, dinov2 } = models
        const sights = [
          [expected.ultraedit_clip_resized_sample, ultraEditClip, { side: clip.side, levels: plainLevels }],
          [expected.ultraedit_dinov2_resized_sample, ultraEditDinov2, dinov2],
          [expected.magicbrush_clip_pixels_sample, magicBrushClip, clip],
        ] as const
        for (const [files, look, sight] of sights) {
          if (!files) continue
          for (const [file, picture] of [
            [files.source, source],
            [files.target, target],
          ] as const) {
            const wanted = await folder.tensor(file)
            const actual = sampled(file, shown(picture, look, sight), wanted.dims)
            comparison.close(file, actual, wanted, { atol: folder.atol(file, 1e-4) })
          }
        }
        const ultraEdit = await checkFeatures(comparison, [source, target], expected, models, folder)
        const magicBrush = await magicBrushScores(
          { wanted: source, generated: target, caption: expected.target_prompt },
          models,
        )
        const found = {
          clip_sim_source: ultraEdit.clipSimSource,
          clip_sim_target: ultraEdit.clipSimTarget,
          clip_sim_dir: ultraEdit.clipSimDir,
          clip_sim_image: ultraEdit.clipSimImage,
          dinov2_sim: ultraEdit.dinov2Sim,
          l1: magicBrush.l1,
          l2: magicBrush.l2,
          magicbrush_clip_i: magicBrush.clipI,
          magicbrush_clip_t: magicBrush.clipT,
          magicbrush_dino: magicBrush.dino,
        }
        checkScores(comparison, found, expected, sameSize)
      },
    }))
  },
}
