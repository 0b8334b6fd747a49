import { z } from 'zod'
import { plainLevels } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import { resizeRaster } from '@/lib/imaging/resample'
import { pixelScores } from '@/lib/imaging/scores/pixel-scores'
import { type ClipModel, openClipModel } from '../../vision/clip-model'
import { clipScores } from '../../vision/clip-scores'
import { type DinoModel, openDinoModel } from '../../vision/dino-model'
import { cosine, type Features, unit } from '../../vision/features'
import { type Look, magicBrushClip, magicBrushDino, ultraEditClip, ultraEditDinov2 } from '../../vision/looks'
import type { CaseFolder } from '../case-folder'
import type { Comparison } from '../comparison'
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

const cosineTolerance = { atol: 1e-4 }

/** What of a model the comparison of prepared pixels needs. */
type Sight = Pick<ClipModel, 'side' | 'levels'>

/** Every n-th row and column of what a model is shown, as many as the reference kept. */
const sampled = (
  picture: Raster,
  look: Look,
  { side, levels }: Sight,
  [, rows = 1, columns = 1]: readonly number[],
) => {
  const whole = new Float32Array(3 * side * side)
  look(picture, { data: whole, at: 0 }, side, levels)
  const step = Math.ceil(side / columns)
  return Float32Array.from({ length: 3 * rows * columns }, (_, i) => {
    const [channel, y, x] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns]
    return whole[(channel * side + y * step) * side + x * step] ?? Number.NaN
  })
}

const open = (folder: CaseFolder) => {
  const [clip, dinov2, dino] = [folder.model('clip'), folder.model('dinov2'), folder.model('dino')]
  return Promise.all([
    folder.keep(`clip ${clip}`, () => openClipModel(clip)),
    folder.keep(`dino ${dinov2}`, () => openDinoModel(dinov2, 518)),
    folder.keep(`dino ${dino}`, () => openDinoModel(dino, 224)),
  ])
}

const checkPixelScores = (comparison: Comparison, source: Raster, target: Raster, expected: Pair) => {
  const sameSize = source.width === target.width && source.height === target.height
  const resized = sameSize ? target : resizeRaster(target, source.width, source.height)
  const { l1, l2, ssim } = pixelScores(source, resized)
  const atol = sameSize ? 1e-6 : 2e-3
  comparison.close('l1', [l1], [expected.l1], { atol })
  comparison.close('l2', [l2], [expected.l2], { atol })
  comparison.same('ssim is defined', sameSize && ssim !== null, expected.ssim !== null)
  if (expected.ssim !== null && ssim !== null)
    comparison.close('ssim', [ssim], [expected.ssim], { atol: 1e-5 })
}

const checkModelScores = async (
  comparison: Comparison,
  pictures: readonly [Raster, Raster],
  expected: Pair,
  [clip, dinov2, dino]: readonly [ClipModel, DinoModel, DinoModel],
): Promise<Record<string, Features>> => {
  const both = <T>(found: readonly T[]) => found as readonly [T, T]
  const [source, edited] = both(await clip.pictures(pictures, ultraEditClip))
  const [before, after] = both(await clip.captions([expected.source_prompt, expected.target_prompt]))
  const [sourceDinov2, editedDinov2] = both(await dinov2.pictures(pictures, ultraEditDinov2))
  const [sourceCrop, editedCrop] = both(await clip.pictures(pictures, magicBrushClip))
  const [sourceDino, editedDino] = both(await dino.pictures(pictures, magicBrushDino))
  const scores = clipScores({ source, edited, sourceCaption: before, targetCaption: after })
  const found = {
    clip_sim_source: scores.clipSimSource,
    clip_sim_target: scores.clipSimTarget,
    clip_sim_dir: scores.clipSimDir,
    clip_sim_image: scores.clipSimImage,
    dinov2_sim: cosine(sourceDinov2, editedDinov2),
    magicbrush_clip_i: cosine(sourceCrop, editedCrop),
    magicbrush_clip_t: cosine(editedCrop, after),
    magicbrush_dino: cosine(sourceDino, editedDino),
  }
  for (const [name, value] of Object.entries(found)) {
    comparison.close(name, [value], [expected[name as keyof typeof found]], cosineTolerance)
  }
  return {
    source_clip_image: unit(source),
    target_clip_image: unit(edited),
    source_text: unit(before),
    target_text: unit(after),
    source_dinov2: unit(sourceDinov2),
    target_dinov2: unit(editedDinov2),
    source_mb_clip: sourceCrop,
    target_mb_clip: editedCrop,
    source_mb_dino: sourceDino,
    target_mb_dino: editedDino,
  }
}

export const metricsTopic: Topic = {
  name: 'metrics',
  cases: async (folder) => {
    const listed = await folder.json('cases.json', z.array(pair))
    return listed.map((expected) => ({
      name: expected.name,
      check: async (comparison) => {
        const pictures = [
          await folder.raster(expected.source_image),
          await folder.raster(expected.target_image),
        ] as const
        checkPixelScores(comparison, ...pictures, expected)
        const models = await open(folder)
        const [clip, dinov2] = models
        const seen = [
          [expected.ultraedit_clip_resized_sample, ultraEditClip, { side: clip.side, levels: plainLevels }],
          [expected.ultraedit_dinov2_resized_sample, ultraEditDinov2, dinov2],
          [expected.magicbrush_clip_pixels_sample, magicBrushClip, clip],
        ] as const
        for (const [files, look, sight] of seen) {
          for (const [i, file] of files ? [files.source, files.target].entries() : []) {
            const wanted = await folder.tensor(file)
            const actual = sampled(pictures[i as 0 | 1], look, sight, wanted.dims)
            comparison.close(file, actual, wanted.data, { atol: folder.atol(file, 1e-4) })
          }
        }
        const features = await checkModelScores(comparison, pictures, expected, models)
        for (const [name, file] of Object.entries(expected.features)) {
          const wanted = await folder.tensor(file)
          const actual = features[name]
          // An export that normalises its features has lost the lengths that the reference kept.
          const lost = name.endsWith('_mb_clip') && !clip.keepsLengths
          comparison.close(file, actual ?? [], lost ? unit(wanted.data) : wanted.data, {
            atol: folder.atol(file, 1e-4),
          })
        }
      },
    }))
  },
}
