import { cosine, difference, type Features, unit } from './features'

/** The features of one pair; lengths do not matter. */
export interface PairFeatures {
  readonly source: Features
  readonly edited: Features
  readonly sourceCaption: Features
  readonly targetCaption: Features
}

/** UltraEdit's four cosines of CLIP features, −1 … 1. */
export interface ClipScores {
  readonly clipSimSource: number
  readonly clipSimTarget: number
  /** Whether the picture changed in the direction in which the caption did; 0 where either did not change. */
  readonly clipSimDir: number
  readonly clipSimImage: number
}

/** As the CLIP similarity of InstructPix2Pix, which UltraEdit uses: features are normalised, then subtracted. */
export const clipScores = (pair: PairFeatures): ClipScores => {
  const [source, edited] = [unit(pair.source), unit(pair.edited)]
  const [before, after] = [unit(pair.sourceCaption), unit(pair.targetCaption)]
  return {
    clipSimSource: cosine(source, before),
    clipSimTarget: cosine(edited, after),
    clipSimDir: cosine(difference(edited, source), difference(after, before)),
    clipSimImage: cosine(source, edited),
  }
}
