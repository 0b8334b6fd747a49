import { Prisma } from '@/lib/platform/db'
import type { ResolvedRules } from './resolve-rules'
import { type ScoreName, scoreNames } from './schema'

const sql = Prisma.sql
const never = sql`false`

const column = (name: ScoreName) => Prisma.raw(`candidate."${name}"`)

/** True where a score lies under its least value; a score that is null rejects nothing. */
const underMinimum = ({ minima }: ResolvedRules): Prisma.Sql => {
  const tests = scoreNames.flatMap((name) =>
    minima[name] === undefined ? [] : [sql`coalesce(${column(name)} < ${minima[name]}::float8, false)`],
  )
  return tests.length > 0 ? Prisma.join(tests, ' OR ') : never
}

const outsideDates = ({ decidedFrom, decidedTo }: ResolvedRules): Prisma.Sql => {
  const decided = sql`coalesce(candidate."decidedAt", candidate."createdAt")`
  const tests = [
    ...(decidedFrom ? [sql`${decided} < ${decidedFrom}::timestamp`] : []),
    ...(decidedTo ? [sql`${decided} >= ${decidedTo}::timestamp + interval '1 day'`] : []),
  ]
  return tests.length > 0 ? Prisma.join(tests, ' OR ') : never
}

const licenceRefused = ({ licences, unlicensed }: ResolvedRules): Prisma.Sql => {
  const licence = sql`coalesce(root.licence, image.licence)`
  const tests = [
    ...(licences ? [sql`(${licence} IS NOT NULL AND NOT (${licence} = ANY(${licences}::text[])))`] : []),
    ...(unlicensed ? [] : [sql`${licence} IS NULL`]),
  ]
  return tests.length > 0 ? Prisma.join(tests, ' OR ') : never
}

/**
 * The split of a photograph: a uniform number from its digest against the shares. Near-duplicates go with the
 * photograph that they repeat, and every turn with its first. Stays the same from release to release while shares do.
 */
const splitOf = ({ splits }: ResolvedRules): Prisma.Sql => {
  const family = sql`coalesce(twin.sha256, root.sha256, image.sha256)`
  const place = sql`(('x' || left(md5('exemplar-split:' || ${family}), 8))::bit(32)::bigint / 4294967296.0)`
  return sql`CASE WHEN ${place} < ${splits.test}::float8 THEN 'test'
    WHEN ${place} >= ${1 - splits.validation}::float8 THEN 'validation' ELSE 'train' END`
}

/**
 * The order of a release: nothing in it depends on ids or times, so that the same work done elsewhere comes out in the
 * same order. The id only tells apart rows that are equal in all that is exported.
 */
export const releaseOrder = sql`idx, configuration, seed, index, "editedSha", id`

/**
 * The common table expression `judged`: every accepted or approved candidate of the project with its place in the
 * counts, and `excluded`, the first rule that it fails, null for those which the release takes. Preview and sealing
 * both read it, so that what is shown is what is sealed.
 */
export const judgedSamples = (projectId: string, rules: ResolvedRules): Prisma.Sql => {
  const capped = Object.keys(rules.caps).length > 0
  const place = capped
    ? sql`row_number() OVER (PARTITION BY "editType", excluded IS NULL
        ORDER BY rank NULLS LAST, idx, configuration, seed, index, "editedSha", id)`
    : sql`0`
  const most = capped ? sql`(${JSON.stringify(rules.caps)}::jsonb ->> "editType")::int` : sql`NULL::int`
  return sql`ruled AS (
    SELECT candidate.id, candidate.rank, candidate.seed, candidate.index, candidate."editedSha",
      candidate.mode::text AS configuration, type.key AS "editType", record.idx, image.turn,
      coalesce(root.licence, image.licence) AS licence, coalesce(root.sha256, image.sha256) AS photograph,
      ${splitOf(rules)} AS split,
      CASE
        WHEN NOT (candidate."sampleState"::text = ANY(${rules.states}::text[])) THEN 'not-approved'
        WHEN record."removedAt" IS NOT NULL THEN 'withdrawn'
        WHEN image."archivedAt" IS NOT NULL OR root."archivedAt" IS NOT NULL THEN 'archived'
        WHEN ${rules.editTypes ? sql`NOT (type.key = ANY(${rules.editTypes}::text[]))` : never} THEN 'type'
        WHEN ${
          rules.configurations
            ? sql`NOT (candidate.mode::text = ANY(${rules.configurations}::text[]))`
            : never
        } THEN 'configuration'
        WHEN ${rules.turns ? sql`NOT (image.turn = ANY(${rules.turns}::int[]))` : never} THEN 'turn'
        WHEN ${outsideDates(rules)} THEN 'date'
        WHEN ${underMinimum(rules)} THEN 'score'
        WHEN ${licenceRefused(rules)} THEN 'licence'
      END AS excluded
    FROM "Candidate" candidate
    JOIN "InstructionRecord" record ON record.id = candidate."recordId"
    JOIN "EditType" type ON type.id = candidate."editTypeId"
    JOIN "SourceImage" image ON image.id = candidate."sourceImageId"
    LEFT JOIN "SourceImage" root ON root.id = image."rootImageId"
    LEFT JOIN "SourceImage" twin ON twin.id = coalesce(root."nearDuplicateOfId", image."nearDuplicateOfId")
    WHERE candidate."projectId" = ${projectId}::uuid AND candidate."sampleState" IN ('accepted', 'approved')
  ), placed AS (
    SELECT *, ${place} AS place, ${most} AS most FROM ruled
  ), judged AS (
    SELECT id, seed, index, "editedSha", configuration, "editType", idx, turn, licence, photograph, split,
      CASE WHEN excluded IS NULL AND place > most THEN 'cap' ELSE excluded END AS excluded
    FROM placed
  )`
}
