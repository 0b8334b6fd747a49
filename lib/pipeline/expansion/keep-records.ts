import type { EngineIdentity } from '@/lib/engines/identity'
import type { DraftRecord, Drafts, DropReason } from '@/lib/engines/language/language'
import { NearDuplicateIndex } from '@/lib/engines/text/near-duplicates'
import { comparisonForm } from '@/lib/engines/text/normalise'
import { type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { endTask, type TaskEnd } from '@/lib/platform/runs/end-task'
import type { TaskPayload } from '@/lib/platform/runs/run-kind'
import { addToRun } from './add-to-run'
import { holdProject } from './hold-project'
import { expansionRuns } from './jobs'
import { labelledRegions, regionNamed } from './labelled-regions'
import { type Material, rowIdsOf } from './material'
import { nextIdx } from './next-idx'

export interface WritableType {
  readonly id: string
  readonly region: 'required' | 'optional' | 'none'
}

export interface RecordsToKeep {
  readonly projectId: string
  readonly runId: string
  readonly image: { readonly id: string; readonly caption: string }
  readonly count: number
  readonly drafts: Drafts<DraftRecord>
  readonly engine: EngineIdentity
  readonly material: Material
  readonly typeOf: ReadonlyMap<string, WritableType>
  readonly end: TaskEnd
}

/** What is written for an image already, removed records included: what somebody took out is not to come back. */
export const instructionsOfImage = async (tx: Tx, projectId: string, imageId: string): Promise<string[]> => {
  const [records, seeds] = await Promise.all([
    tx.instructionRecord.findMany({
      where: { projectId, sourceImageId: imageId },
      select: { instruction: true },
    }),
    tx.seed.findMany({
      where: { projectId, sourceImageId: imageId, status: { in: ['submitted', 'approved'] } },
      select: { instruction: true },
    }),
  ])
  return [...records, ...seeds].map((row) => row.instruction)
}

const sift = (drafts: Drafts<DraftRecord>, existing: readonly string[], count: number) => {
  const dropped: DropReason[] = []
  const fresh: DraftRecord[] = []
  const exact = new Set(existing.map(comparisonForm))
  const near = new NearDuplicateIndex<true>()
  for (const instruction of existing) near.add(true, instruction)
  for (const item of drafts.items) {
    if (fresh.length >= count) break
    if (exact.has(comparisonForm(item.instruction))) dropped.push('exact-duplicate')
    else if (near.find(item.instruction)) dropped.push('near-duplicate')
    else fresh.push(item)
  }
  return { fresh, dropped }
}

/** Ends an image's task with its records: rows, numbers, counts and state in one transaction. */
export const keepRecords = (payload: TaskPayload, yielded: RecordsToKeep): Promise<void> =>
  transaction(async (tx) => {
    const { projectId, runId, image, count, drafts, engine, material, typeOf, end } = yielded
    await holdProject(tx, projectId)
    const now = await tx.sourceImage.findUnique({ where: { id: image.id }, select: { caption: true } })
    if (now?.caption !== image.caption)
      throw new ExemplarError('conflict', 'The caption was changed while records were written for it.')
    if (!(await endTask(tx, expansionRuns, payload, end))) return
    const regions = await labelledRegions(tx, image.id)
    const { fresh, dropped } = sift(drafts, await instructionsOfImage(tx, projectId, image.id), count)
    const first = fresh.length > 0 ? await nextIdx(tx, projectId, fresh.length) : 0n
    const data = fresh.flatMap((item, at) => {
      const type = typeOf.get(item.editType)
      if (!type) return [] // the engine's sieve has dropped it
      const own = type.region === 'none' ? null : item.regionId
      const regionId = regions.some((region) => region.id === own)
        ? own
        : regionNamed(item.editObject, regions, type.region)
      return {
        projectId,
        runId,
        idx: first + BigInt(at),
        sourceImageId: image.id,
        regionId,
        editTypeId: type.id,
        instruction: item.instruction,
        sourceCaption: image.caption,
        targetCaption: item.targetCaption,
        editObject: item.editObject,
        fingerprint: comparisonForm(item.instruction),
        exemplarIds: rowIdsOf(material, item.exemplarIds),
        poolIds: rowIdsOf(material, item.poolIds),
        engine: engine as unknown as Prisma.InputJsonObject,
      }
    })
    await tx.instructionRecord.createMany({ data })
    await addToRun(tx, runId, {
      kept: data.length,
      dropped: [...drafts.dropped.map((drop) => drop.reason), ...dropped],
      usage: drafts.usage,
    })
  })
