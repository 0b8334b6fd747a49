import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { judgedSamples, releaseOrder } from './choose-samples'
import type { ResolvedRules } from './resolve-rules'

/** An hour: the statement is one, whatever the number of candidates. */
const timeoutMs = 3_600_000

export interface SealPayload {
  readonly releaseId: string
  readonly attempt: number
}

/**
 * Writes which candidates are in the release and where, in one statement and so of one moment. Their contents follow
 * in batches. Done once: a second run finds `total` set. Returns it, or null when this attempt no longer seals.
 */
export const chooseRows = ({ releaseId, attempt }: SealPayload): Promise<number | null> =>
  transaction(async (tx) => {
    const [release] = await tx.$queryRaw<{ projectId: string; rules: ResolvedRules; total: number | null }[]>`
      SELECT "projectId", rules, (counts ->> 'total')::int AS total FROM "Release"
      WHERE id = ${releaseId}::uuid AND attempt = ${attempt} AND status = 'sealing' FOR UPDATE`
    if (!release) return null
    if (release.total !== null) return release.total
    const total = await tx.$executeRaw`
      WITH ${judgedSamples(release.projectId, release.rules)}
      INSERT INTO "ReleaseRow" ("releaseId", position, "candidateId", payload)
      SELECT ${releaseId}::uuid, row_number() OVER (ORDER BY ${releaseOrder}) - 1, id,
        jsonb_build_object('split', split)
      FROM judged WHERE excluded IS NULL`
    if (total === 0)
      throw new ExemplarError(
        'refused',
        'No sample passes the rules any more, so the release would be empty.',
        {
          fix: 'Loosen the rules and begin another release.',
        },
      )
    await tx.release.update({ where: { id: releaseId }, data: { counts: { total } } })
    return total
  }, timeoutMs)
