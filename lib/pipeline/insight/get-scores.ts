import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, Prisma } from '@/lib/platform/db'
import { type ScoreSpread, scoreNames } from './schema'

const bins = 24

interface Bin {
  score: ScoreSpread['score']
  good: boolean
  low: number
  high: number
  bin: number
  count: number
}

interface Median {
  score: ScoreSpread['score']
  good: boolean
  median: number
}

/** One row a candidate that was judged and score that it has: `each.score`, `each.value`. */
const judgedScores = (projectId: string) => Prisma.sql`
  "Candidate", LATERAL (VALUES
    ('insideShare', "insideShare"), ('perceptual', perceptual), ('ssim', ssim), ('l1', l1),
    ('clipSimDir', "clipSimDir"), ('clipSimImage', "clipSimImage"), ('clipSimTarget', "clipSimTarget"),
    ('dinov2Sim', "dinov2Sim")) each(score, value)
  WHERE "projectId" = ${projectId}::uuid AND "sampleState" <> 'none' AND each.value IS NOT NULL`

/**
 * Histograms of each score, accepted beside rejected, over one range a score: from its least to its greatest value among
 * what people judged. Scores that no encoder computed are left out.
 */
export const getScores = async (actor: ProjectActor): Promise<ScoreSpread[]> => {
  requireRole(actor, 'admin')
  const [counted, medians] = await Promise.all([
    db().$queryRaw<Bin[]>`
      WITH score AS (
        SELECT each.score, each.value, "sampleState" <> 'rejected' AS good,
          min(each.value) OVER (PARTITION BY each.score) AS low, max(each.value) OVER (PARTITION BY each.score) AS high
        FROM ${judgedScores(actor.projectId)}
      )
      SELECT score, good, low, high, count(*)::int AS count,
        CASE WHEN high > low THEN least(${bins}, width_bucket(value, low, high, ${bins})) ELSE 1 END AS bin
      FROM score GROUP BY 1, 2, 3, 4, 6`,
    db().$queryRaw<Median[]>`
      SELECT each.score, "sampleState" <> 'rejected' AS good,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY each.value) AS median
      FROM ${judgedScores(actor.projectId)}
      GROUP BY 1, 2`,
  ])
  return scoreNames.flatMap((score) => {
    const own = counted.filter((row) => row.score === score)
    const [any] = own
    if (!any) return []
    const histogram = (good: boolean) => {
      const counts = Array<number>(bins).fill(0)
      for (const row of own) if (row.good === good) counts[row.bin - 1] = row.count
      return counts
    }
    const median = (good: boolean) =>
      medians.find((row) => row.score === score && row.good === good)?.median ?? null
    return {
      score,
      low: any.low,
      high: any.high,
      accepted: histogram(true),
      rejected: histogram(false),
      acceptedMedian: median(true),
      rejectedMedian: median(false),
    }
  })
}
