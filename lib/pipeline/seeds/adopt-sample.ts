import { transaction } from '@/lib/platform/db'

/**
 * Makes an accepted sample an exemplar, or retires it when the sample was overturned. Idempotent: what the sample is
 * now decides, not what the job was enqueued for.
 */
export const adoptSample = ({ candidateId }: { candidateId: string }): Promise<void> =>
  transaction(async (tx) => {
    const candidate = await tx.candidate.findUnique({ where: { id: candidateId } })
    if (!candidate) return
    const settled = candidate.sampleState === 'approved' || candidate.sampleState === 'accepted'
    if (!settled) {
      await tx.exemplar.updateMany({
        where: { candidateId, retiredAt: null },
        data: { retiredAt: new Date() },
      })
      return
    }
    const record = await tx.instructionRecord.findUniqueOrThrow({ where: { id: candidate.recordId } })
    await tx.exemplar.upsert({
      where: { candidateId },
      update: { retiredAt: null },
      create: {
        projectId: candidate.projectId,
        origin: 'sample',
        candidateId,
        sourceImageId: record.sourceImageId,
        regionId: candidate.regionId,
        editTypeId: record.editTypeId,
        instruction: record.instruction,
        sourceCaption: record.sourceCaption,
        targetCaption: record.targetCaption,
        editObject: record.editObject,
      },
    })
  })
