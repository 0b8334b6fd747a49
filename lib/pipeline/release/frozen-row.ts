import type { EngineIdentity, ModelIdentity } from '@/lib/engines/identity'
import { ExemplarError } from '@/lib/platform/errors'
import type { BlobRef, Decider, ImageOrigin, MaskKind, ReleaseRow } from './formats/row'
import type { Sample, StoredBlob } from './read-samples'

const blobRef = (sample: Sample, what: string, blob: StoredBlob | null): BlobRef => {
  if (!blob)
    throw new ExemplarError('internal', `The ${what} of record ${sample.idx} is not in the storage.`, {
      field: what,
      fix: 'Restore the storage from a backup, then seal the release again.',
    })
  const { sha256, size, mediaType } = blob
  return { sha256, size, mediaType }
}

/** Which of the region's masks the engine worked with. */
const maskKindOf = ({ mask, fineSha, contourSha, boxSha, softSha }: Sample): MaskKind | null => {
  if (!mask) return null
  const kinds: readonly (readonly [MaskKind, string | null])[] = [
    ['soft', softSha],
    ['fine', fineSha],
    ['contour', contourSha],
    ['box', boxSha],
  ]
  return kinds.find(([, sha256]) => sha256 === mask.sha256)?.[0] ?? null
}

/** Nobody is named: a release says in which capacity it was decided. */
const deciderOf = ({ decidedBy, sampleState }: Sample): Decider => {
  if (sampleState === 'approved' && decidedBy !== 'filter') return 'reviewer'
  return decidedBy === 'filter' ? 'filter' : 'rater'
}

const address = /https?:\/\/[^\s<>"]+/

/** The attribution as its owner wrote it, with the address in it apart. */
const originOf = ({ photograph, licence, attribution }: Sample): ImageOrigin => {
  const source = attribution?.match(address)?.[0] ?? null
  const author = attribution?.replace(address, '').replace(/^[\s,;·(–-]+|[\s,;·()–-]+$/g, '') || null
  return { sha256: photograph, source, author, licence }
}

/** The models of every engine that took part: of the edit, of the text and of the region. */
const modelsOf = (engines: readonly (EngineIdentity | null)[]): ModelIdentity[] => {
  const models = engines.flatMap((engine) => engine?.models ?? [])
  const byName = new Map(models.map((model) => [`${model.name} ${model.digest}`, model]))
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { name, digest, licence }]) => ({ name, digest, licence }))
}

/** A sample as the release keeps it for ever: all that an export needs, without ids, times and people. */
export const frozenRow = (sample: Sample): ReleaseRow => {
  const region = sample.configuration === 'region'
  const source = blobRef(sample, 'source image', sample.source)
  const anchor = blobRef(sample, 'photograph', sample.anchor)
  return {
    position: sample.position,
    idx: Number(sample.idx),
    configuration: sample.configuration,
    split: sample.split,
    instruction: sample.instruction,
    sourceCaption: sample.sourceCaption,
    targetCaption: sample.targetCaption,
    editObject: region ? (sample.editObject ?? sample.regionLabel) : null,
    editType: sample.editType,
    scores: {
      clipSource: sample.clipSimSource,
      clipTarget: sample.clipSimTarget,
      clipDirection: sample.clipSimDir,
      clipImage: sample.clipSimImage,
      dino: sample.dinov2Sim,
      ssim: sample.ssim,
      l1: sample.l1,
      l2: sample.l2,
      perceptual: sample.perceptual,
      inside: sample.insideShare,
    },
    source,
    edited: blobRef(sample, 'edited image', sample.edited),
    mask: region ? blobRef(sample, 'mask', sample.mask) : null,
    maskKind: region ? maskKindOf(sample) : null,
    anchor: anchor.sha256 === source.sha256 ? null : anchor,
    origin: originOf(sample),
    generator: {
      name: sample.engine.name,
      version: sample.engine.version,
      isModel: sample.engine.isModel,
      models: modelsOf([sample.engine, sample.textEngine, sample.regionEngine]),
      operation: sample.operation,
      params: sample.params,
      seed: Number(sample.seed),
    },
    turn: sample.turn,
    parentPosition: sample.parentPosition,
    decidedBy: deciderOf(sample),
  }
}
