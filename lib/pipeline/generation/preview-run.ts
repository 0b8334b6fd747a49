import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { choiceWhere } from './choose-records'
import { plannerOf } from './planner-of'
import type { GenerationParams, RecordChoice } from './schema'
import { countChoice } from './start-run'

interface SampledRecord {
  instruction: string
  sourceCaption: string
  targetCaption: string
  editObject: string | null
  editType: string
}

const sampleSize = 200

/** Counts what a run would take, and asks the engine about a sample of it, so that refusals are no surprise. */
export const previewRun = async (actor: ProjectActor, choice: RecordChoice, params: GenerationParams) => {
  requireRole(actor, 'admin')
  const records = await countChoice(actor.projectId, choice)
  const sample = await db().$queryRaw<SampledRecord[]>`
    SELECT record.instruction, record."sourceCaption", record."targetCaption", record."editObject", type.key AS "editType"
    FROM "InstructionRecord" record JOIN "EditType" type ON type.id = record."editTypeId"
    WHERE ${choiceWhere(actor.projectId, choice)} ORDER BY record.idx LIMIT ${sampleSize}`
  const planner = plannerOf(params.engine)
  const refusedInSample = sample.flatMap((record) => {
    const support = planner.supports(record)
    return support.ok ? [] : [{ instruction: record.instruction, reason: support.reason }]
  })
  return { records, candidates: records * params.samples, refusedInSample, sampled: sample.length }
}
