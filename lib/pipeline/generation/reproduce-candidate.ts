import { createHash } from 'node:crypto'
import type { Draw } from '@/lib/engines/editor/editor'
import type { EngineIdentity } from '@/lib/engines/identity'
import { decodeRaster } from '@/lib/imaging/codec'
import { db } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { storage } from '@/lib/platform/storage/blobs'
import { computeCandidates } from './compute-candidates'
import { loadTask, prepareTask } from './prepare-task'

export interface ImageReproduction {
  readonly image: 'source' | 'edited'
  readonly recordedSha: string
  readonly madeSha: string
  /** Same bytes. */
  readonly same: boolean
  /** Largest difference of a channel, in 255ths; 0 for the same pixels. */
  readonly maxDifference: number
}

export interface Reproduction {
  readonly candidateId: string
  readonly engine: string
  /** What differs between the engine that made it and this one: version, provider, a model's digest. */
  readonly engineDiffers: readonly string[]
  readonly images: readonly ImageReproduction[]
}

const differences = (made: EngineIdentity, here: EngineIdentity): string[] => {
  const facts = (engine: EngineIdentity): [string, string][] => [
    ['engine', engine.name],
    ['version', engine.version],
    ['provider', engine.provider],
    ...engine.models.map(({ name, digest }): [string, string] => [`model ${name}`, digest]),
  ]
  const now = new Map(facts(here))
  return facts(made).flatMap(([what, was]) =>
    now.get(what) === was ? [] : [`${what}: made with ${was}, here ${now.get(what) ?? 'missing'}`],
  )
}

const compare = async (
  image: ImageReproduction['image'],
  recordedSha: string,
  bytes: Uint8Array,
): Promise<ImageReproduction> => {
  const madeSha = createHash('sha256').update(bytes).digest('hex')
  if (madeSha === recordedSha) return { image, recordedSha, madeSha, same: true, maxDifference: 0 }
  const [recorded, made] = await Promise.all([
    storage().read(recordedSha).then(decodeRaster),
    decodeRaster(Buffer.from(bytes)),
  ])
  const same = recorded.width === made.width && recorded.height === made.height
  let maxDifference = same ? 0 : 255
  if (same)
    for (let i = 0; i < made.data.length; i++)
      maxDifference = Math.max(maxDifference, Math.abs((made.data[i] ?? 0) - (recorded.data[i] ?? 0)))
  return { image, recordedSha, madeSha, same: false, maxDifference }
}

/**
 * Makes a candidate again from its row and compares it with what is stored. Writes nothing. The same engine, provider
 * and machine give the same bytes; another gives each pixel within 1/255, and the answer says what is other.
 */
export const reproduceCandidate = async (id: string, signal: AbortSignal): Promise<Reproduction> => {
  const candidate = await db().candidate.findUnique({ where: { id } })
  if (!candidate) throw notFound('candidate')
  const loaded = await loadTask(candidate.taskId, candidate)
  const { order, engine } = await prepareTask(loaded, signal)
  const { params } = loaded
  const { index, seed } = candidate
  // Its parameters name the size of its batch, which the engine fills again: sums can differ in the last digit by it.
  const draw: Draw = { index, seed: Number(seed), params: candidate.params as Draw['params'] }
  const [again] = await computeCandidates(
    { ...order, draws: [draw] },
    { ...params, encoder: 'none' },
    { byHand: true, signal, keep: async (made) => made },
  )
  if (!again) throw new ExemplarError('internal', 'The engine did not make the candidate.')
  const images = [await compare('edited', candidate.editedSha, again.edited)]
  if (again.source) images.unshift(await compare('source', candidate.sourceSha, again.source))
  return {
    candidateId: id,
    engine: engine.name,
    engineDiffers: differences(candidate.engine as unknown as EngineIdentity, engine),
    images,
  }
}
