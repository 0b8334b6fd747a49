import type { EngineIdentity } from '@/lib/engines/identity'
import { blobPath } from '@/lib/platform/api/context'
import { before, toPage } from '@/lib/platform/api/paging'
import { hasRole, type ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, type Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import type { CandidateView } from './schema'

type CandidateRow = Prisma.CandidateGetPayload<Record<never, never>>

/** What the API answers, with records and types in two queries, whatever the count. */
export const viewCandidates = async (
  rows: readonly CandidateRow[],
  tx: Tx = db(),
): Promise<CandidateView[]> => {
  const [records, types] = await Promise.all([
    tx.instructionRecord.findMany({ where: { id: { in: [...new Set(rows.map((row) => row.recordId))] } } }),
    tx.editType.findMany({
      where: { id: { in: [...new Set(rows.map((row) => row.editTypeId))] } },
      select: { id: true, key: true, label: true },
    }),
  ])
  const recordOf = new Map(records.map((record) => [record.id, record]))
  const typeOf = new Map(types.map((type) => [type.id, type]))
  return rows.flatMap((row) => {
    const [record, editType] = [recordOf.get(row.recordId), typeOf.get(row.editTypeId)]
    if (!record || !editType) return [] // deleted between the queries
    const { instruction, sourceCaption, targetCaption, editObject } = record
    const { name, isModel } = row.engine as unknown as EngineIdentity
    const url = (sha256: string) => blobPath(row.projectId, sha256)
    const { ssim, l1, l2, perceptual, insideShare } = row
    const { clipSimSource, clipSimTarget, clipSimDir, clipSimImage, dinov2Sim } = row
    return {
      ...row,
      imageId: row.sourceImageId,
      instruction,
      sourceCaption,
      targetCaption,
      editObject,
      editType,
      generator: name,
      isModel,
      seed: Number(row.seed),
      params: row.params as CandidateView['params'],
      anchorUrl: url(row.anchorSha),
      sourceUrl: url(row.sourceSha),
      editedUrl: url(row.editedSha),
      maskUrl: row.maskSha && url(row.maskSha),
      thumbUrl: url(row.thumbSha),
      scores: {
        ssim,
        l1,
        l2,
        perceptual,
        insideShare,
        clipSimSource,
        clipSimTarget,
        clipSimDir,
        clipSimImage,
        dinov2Sim,
      },
      verdict: row.verdict as unknown as CandidateView['verdict'],
    }
  })
}

export interface CandidateFilter {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly runId?: string | undefined
  readonly recordId?: string | undefined
  readonly passed?: boolean | undefined
  readonly kept?: boolean | undefined
  readonly sampleState?: CandidateView['sampleState'] | undefined
  readonly samples?: boolean | undefined
  readonly mode?: CandidateView['mode'] | undefined
  readonly editTypeId?: string | undefined
  readonly text?: string | undefined
}

/** The ids of records that say `text`. Candidates keep no words of their own, and a join would leave their index. */
const recordsSaying = async (projectId: string, text: string): Promise<string[]> => {
  const records = await db().instructionRecord.findMany({
    where: { projectId, instruction: { contains: text, mode: 'insensitive' } },
    select: { id: true },
    orderBy: { id: 'desc' },
    take: mostRecords,
  })
  return records.map(({ id }) => id)
}

const mostRecords = 5_000

export const listCandidates = async (
  { projectId }: ProjectActor,
  { cursor, limit, text, samples, ...filter }: CandidateFilter,
) => {
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  const rows = await db().candidate.findMany({
    where: {
      projectId,
      ...before(cursor),
      ...(samples && { sampleState: { in: ['accepted', 'approved'] } }),
      ...(text && { recordId: { in: await recordsSaying(projectId, text) } }),
      ...given,
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { items: await viewCandidates(page.items), next: page.next }
}

/** One candidate. What became of it is for reviewers: a rater who may be asked for it must not learn the answer here. */
export const getCandidate = async (actor: ProjectActor, id: string): Promise<CandidateView> => {
  const row = await db().candidate.findFirst({ where: { id, projectId: actor.projectId } })
  const [view] = row ? await viewCandidates([row]) : []
  if (!view) throw notFound('candidate')
  return hasRole(actor, 'reviewer') ? view : { ...view, sampleState: 'none' }
}
