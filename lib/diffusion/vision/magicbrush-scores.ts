import type { Raster } from '@/lib/imaging/raster'
import { resizeRaster } from '@/lib/imaging/resample'
import { pixelScores } from '@/lib/imaging/scores/pixel-scores'
import { ExemplarError } from '@/lib/platform/errors'
import type { ClipModel } from './clip-model'
import type { DinoModel } from './dino-model'
import { cosine } from './features'
import { magicBrushClip, magicBrushDino } from './looks'

/** How an editing model's picture compares with the wanted one, as MagicBrush's leaderboard counts. */
export interface MagicBrushScores {
  /** Mean absolute and mean squared difference of [0,1] RGB. */
  readonly l1: number
  readonly l2: number
  /** Cosines of CLIP features: of both pictures, and of the generated one with the caption. */
  readonly clipI: number
  readonly clipT: number
  readonly dino: number
}

export interface MagicBrushPair {
  /** The picture that was wanted. */
  readonly wanted: Raster
  /** The model's; resized to the other's size by Pillow's bicubic before pixels are compared. */
  readonly generated: Raster
  readonly caption: string
}

/** MagicBrush's five scores (Zhang et al. 2023): published with CLIP ViT-B/32 and DINO ViT-S/16. */
export const magicBrushScores = async (
  { wanted, generated, caption }: MagicBrushPair,
  models: { readonly clip: ClipModel; readonly dino: DinoModel },
): Promise<MagicBrushScores> => {
  const { l1, l2 } = pixelScores(wanted, resizeRaster(generated, wanted.width, wanted.height))
  const [wantedClip, generatedClip] = await models.clip.pictures([wanted, generated], magicBrushClip)
  const [text] = await models.clip.captions([caption])
  const [wantedDino, generatedDino] = await models.dino.pictures([wanted, generated], magicBrushDino)
  if (!wantedClip || !generatedClip || !text || !wantedDino || !generatedDino) {
    throw new ExemplarError('internal', 'A model gave fewer features than it was shown pictures.')
  }
  return {
    l1,
    l2,
    clipI: cosine(wantedClip, generatedClip),
    clipT: cosine(generatedClip, text),
    dino: cosine(wantedDino, generatedDino),
  }
}
