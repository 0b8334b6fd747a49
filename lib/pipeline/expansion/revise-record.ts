import { checkEditTexts } from '@/lib/engines/text/checks'
import { comparisonForm, hasControlCharacters, normaliseText } from '@/lib/engines/text/normalise'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import type { Prisma, Tx } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { nextIdx } from './next-idx'

export interface RecordChanges {
  readonly instruction?: string | undefined
  readonly targetCaption?: string | undefined
  readonly editObject?: string | null | undefined
  readonly editTypeId?: string | undefined
  readonly regionId?: string | null | undefined
}

export const byHand = { name: 'person', version: '1', isModel: false, models: [], provider: 'host' }

type RecordRow = Prisma.InstructionRecordGetPayload<Record<never, never>>

const checkReferences = async (tx: Tx, parent: RecordRow, { regionId, editTypeId }: RecordChanges) => {
  if (regionId && !(await tx.region.count({ where: { id: regionId, sourceImageId: parent.sourceImageId } })))
    throw new ExemplarError('bad-input', 'The region is not of this image.', { field: 'regionId' })
  if (editTypeId && !(await tx.editType.count({ where: { id: editTypeId, projectId: parent.projectId } })))
    throw new ExemplarError('bad-input', 'The edit type is not of this project.', { field: 'editTypeId' })
}

/** A new version of an instruction record, naming its parent; the record itself never changes. */
export const reviseRecord = async (tx: Tx, actor: ProjectActor, recordId: string, changes: RecordChanges) => {
  const parent = await tx.instructionRecord.findFirst({ where: { id: recordId, projectId: actor.projectId } })
  if (!parent) throw notFound('instruction record')
  const instruction = normaliseText(changes.instruction ?? parent.instruction)
  const targetCaption = normaliseText(changes.targetCaption ?? parent.targetCaption)
  const [fault] = checkEditTexts({ instruction, targetCaption, sourceCaption: parent.sourceCaption }).filter(
    (finding) => finding.level === 'error',
  )
  if (fault)
    throw new ExemplarError('bad-input', `The ${fault.field} breaks the rule “${fault.code}”.`, {
      field: fault.field,
      detail: { findings: [fault] },
    })
  if (changes.editObject && hasControlCharacters(changes.editObject))
    throw new ExemplarError('bad-input', 'The editObject breaks the rule “control-characters”.', {
      field: 'editObject',
    })
  await checkReferences(tx, parent, changes)
  const editObject = changes.editObject === undefined ? parent.editObject : changes.editObject
  return tx.instructionRecord.create({
    data: {
      projectId: parent.projectId,
      idx: await nextIdx(tx, parent.projectId),
      runId: parent.runId,
      parentId: parent.id,
      sourceImageId: parent.sourceImageId,
      regionId: changes.regionId === undefined ? parent.regionId : changes.regionId,
      editTypeId: changes.editTypeId ?? parent.editTypeId,
      instruction,
      sourceCaption: parent.sourceCaption,
      targetCaption,
      editObject: editObject === null ? null : normaliseText(editObject) || null,
      fingerprint: comparisonForm(instruction),
      exemplarIds: parent.exemplarIds,
      poolIds: parent.poolIds,
      engine: byHand,
      createdById: actor.userId,
    },
  })
}
