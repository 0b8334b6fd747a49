import { checkEditTexts, textLimits } from '@/lib/engines/text/checks'
import { comparisonForm, normaliseText } from '@/lib/engines/text/normalise'
import { type ImportedRecord, storedRow } from '@/lib/pipeline/catalog'
import { getSettings } from '@/lib/pipeline/project'
import { type Tx, transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { classifyInstruction } from './classify-instruction'
import { holdProject } from './hold-project'
import { labelledRegions, regionNamed } from './labelled-regions'
import { nextIdx } from './next-idx'

const importer = { name: 'import/ultraedit', version: '1', isModel: false, models: [], provider: 'host' }

/**
 * The number that the record came with where the project hasn't given it yet, else the next: rows that were published
 * under a number keep it. The project's own counting goes on above.
 */
const chooseIdx = async (tx: Tx, projectId: string, given: number): Promise<bigint> => {
  const idx = BigInt(given)
  const taken = await tx.instructionRecord.findUnique({ where: { projectId_idx: { projectId, idx } } })
  if (taken) return nextIdx(tx, projectId)
  await tx.project.updateMany({
    where: { id: projectId, nextIdx: { lte: idx } },
    data: { nextIdx: idx + 1n },
  })
  return idx
}

const chooseType = async (tx: Tx, projectId: string, instruction: string) => {
  const types = await tx.editType.findMany({
    where: { projectId, archivedAt: null },
    orderBy: { position: 'asc' },
  })
  const guess = classifyInstruction(instruction)
  return (
    types.find((type) => type.key === guess) ?? types.find((type) => type.key === 'other') ?? types.at(-1)
  )
}

const faultOf = async (tx: Tx, projectId: string, record: ImportedRecord) => {
  const { image } = await getSettings(projectId, tx)
  return checkEditTexts(record, { ...textLimits, captionWords: image.captionMaxWords }).find(
    (finding) => finding.level === 'error',
  )
}

/**
 * Makes the instruction record of an imported row whose image has come in. Idempotent by the row. A text that breaks
 * a rule is told on the row, and no record is made of it.
 */
export const importRecord = ({ itemId }: { itemId: string }): Promise<void> =>
  transaction(async (tx) => {
    const item = await tx.importItem.findUnique({ where: { id: itemId } })
    const record = item ? storedRow.parse(item.row).record : undefined
    if (!item?.sourceImageId || !record || item.status !== 'done') return
    const { projectId, sourceImageId } = item
    await holdProject(tx, projectId)
    if (await tx.instructionRecord.findUnique({ where: { importItemId: itemId } })) return
    const fault = await faultOf(tx, projectId, record)
    const type = await chooseType(tx, projectId, record.instruction)
    if (fault || !type) {
      const field = fault?.field ?? 'editType'
      const error = fault
        ? `No record was made: the ${fault.field} breaks the rule “${fault.code}”.`
        : 'No record was made: the project has no edit type.'
      await tx.importItem.update({ where: { id: itemId }, data: { field, error } })
      return
    }
    const editObject = record.target.kind === 'object' ? record.target.name : null
    const regions = await labelledRegions(tx, sourceImageId)
    const made = await tx.instructionRecord.create({
      data: {
        projectId,
        idx: await chooseIdx(tx, projectId, record.idx),
        importItemId: itemId,
        sourceImageId,
        regionId: regionNamed(editObject, regions, type.region),
        editTypeId: type.id,
        instruction: normaliseText(record.instruction),
        sourceCaption: normaliseText(record.sourceCaption),
        targetCaption: normaliseText(record.targetCaption),
        editObject,
        fingerprint: comparisonForm(record.instruction),
        engine: importer,
      },
    })
    await publish(tx, { projectId, topic: 'expansion', id: made.id })
  })
