import type { EngineIdentity } from '@/lib/engines/identity'
import type { DraftInstruction, Drafts, DropReason } from '@/lib/engines/language/language'
import { bandKeys, isNearDuplicate } from '@/lib/engines/text/near-duplicates'
import { comparisonForm } from '@/lib/engines/text/normalise'
import { type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { endTask, type TaskEnd } from '@/lib/platform/runs/end-task'
import type { TaskPayload } from '@/lib/platform/runs/run-kind'
import { addToRun } from './add-to-run'
import { holdProject } from './hold-project'
import { expansionRuns } from './jobs'
import { type Material, rowIdsOf } from './material'

export interface InstructionsToKeep {
  readonly projectId: string
  readonly runId: string
  /** As many as the task was to give; what comes after them is left. */
  readonly count: number
  readonly drafts: Drafts<DraftInstruction>
  readonly engine: EngineIdentity
  readonly material: Material
  readonly typeIdOf: ReadonlyMap<string, string>
  readonly end: TaskEnd
}

/** Of the instructions that share a band with a text, as many are compared: a band of more is a phrase, not a twin. */
const twinsCompared = 200

const isInPool = async (tx: Tx, projectId: string, text: string, bands: number[]): Promise<boolean> => {
  const alike = await tx.poolInstruction.findMany({
    where: { projectId, bands: { hasSome: bands } },
    select: { text: true },
    orderBy: { id: 'desc' },
    take: twinsCompared,
  })
  return alike.some((other) => isNearDuplicate(other.text, text))
}

/** Removed instructions count as known: what somebody took out is not to come back. */
const sift = async (tx: Tx, { projectId, count, drafts }: InstructionsToKeep) => {
  const dropped: DropReason[] = []
  const fingerprints = drafts.items.map((item) => comparisonForm(item.instruction))
  const known = new Set(
    (
      await tx.poolInstruction.findMany({
        where: { projectId, fingerprint: { in: fingerprints } },
        select: { fingerprint: true },
      })
    ).map((row) => row.fingerprint),
  )
  const fresh: { item: DraftInstruction; fingerprint: string; bands: number[] }[] = []
  for (const [at, item] of drafts.items.entries()) {
    if (fresh.length >= count) break
    const fingerprint = fingerprints[at] ?? ''
    const bands = bandKeys(item.instruction)
    if (known.has(fingerprint)) dropped.push('exact-duplicate')
    else if (await isInPool(tx, projectId, item.instruction, bands)) dropped.push('near-duplicate')
    else fresh.push({ item, fingerprint, bands })
  }
  return { fresh, dropped }
}

/** Ends a task with the instructions that the pool has not: rows, counts and state in one transaction. */
export const keepInstructions = (payload: TaskPayload, yielded: InstructionsToKeep): Promise<void> =>
  transaction(async (tx) => {
    const { projectId, runId, drafts, engine, material, typeIdOf, end } = yielded
    await holdProject(tx, projectId)
    if (!(await endTask(tx, expansionRuns, payload, end))) return
    const { fresh, dropped } = await sift(tx, yielded)
    const data = fresh.flatMap(({ item, fingerprint, bands }) => {
      const editTypeId = typeIdOf.get(item.editType)
      if (!editTypeId) return [] // the engine's sieve has dropped it
      return {
        projectId,
        runId,
        editTypeId,
        text: item.instruction,
        editObject: item.editObject,
        fingerprint,
        bands,
        exemplarIds: rowIdsOf(material, item.exemplarIds),
        engine: engine as unknown as Prisma.InputJsonObject,
      }
    })
    await tx.poolInstruction.createMany({ data })
    await addToRun(tx, runId, {
      kept: data.length,
      dropped: [...drafts.dropped.map((drop) => drop.reason), ...dropped],
      usage: drafts.usage,
    })
  })
