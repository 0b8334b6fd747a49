import { createHash, randomUUID } from 'node:crypto'
import type { EngineIdentity } from '@/lib/engines/identity'
import { editTypeOf, makeImage } from '@/lib/pipeline/testing/rows'
import { db, type Prisma } from '@/lib/platform/db'
import { newId } from '@/lib/platform/ids'
import { putBlob } from '@/lib/platform/storage/blobs'

export const testEngine: EngineIdentity = {
  name: 'editor/test',
  version: '1',
  isModel: true,
  models: [{ name: 'test-unet', digest: 'd'.repeat(64), licence: 'openrail++' }],
  provider: 'host',
}

/** A blob whose bytes follow from its name, so that two databases hold the same. */
export const makeBlob = async (name: string): Promise<string> =>
  (await putBlob(Buffer.from(`picture ${name} `.repeat(20)), 'image/png')).sha256

export interface SampleOf {
  readonly name: string
  readonly editType?: string
  readonly licence?: string | null
  readonly attribution?: string | null
  readonly region?: boolean
  readonly image?: { readonly id: string; readonly sha256: string }
  readonly record?: Partial<Prisma.InstructionRecordUncheckedCreateInput>
  readonly candidate?: Partial<Prisma.CandidateUncheckedCreateInput>
}

/** A photograph whose digest follows from its name. */
export const makePhoto = async (
  projectId: string,
  name: string,
  over: Partial<Prisma.SourceImageUncheckedCreateInput> = {},
) =>
  makeImage(projectId, {
    name,
    sha256: createHash('sha256').update(`photo ${name}`).digest('hex'),
    licence: 'CC0-1.0',
    attribution: 'Ada Lovelace, https://example.org/photo',
    ...over,
  })

/** An approved candidate with its record, run, task and stored pictures. Contents follow from `name` alone. */
export const makeSample = async (projectId: string, of: SampleOf) => {
  const { name } = of
  const image =
    of.image ??
    (await makePhoto(projectId, name, {
      ...(of.licence !== undefined && { licence: of.licence }),
      ...(of.attribution !== undefined && { attribution: of.attribution }),
    }))
  const { frameId } = await db().sourceImage.findUniqueOrThrow({ where: { id: image.id } })
  const type = await editTypeOf(projectId, of.editType ?? 'change-global')
  const { nextIdx } = await db().project.update({
    where: { id: projectId },
    data: { nextIdx: { increment: 1 } },
  })
  const engine = testEngine as unknown as Prisma.InputJsonObject
  const record = await db().instructionRecord.create({
    data: {
      projectId,
      idx: nextIdx - 1n,
      sourceImageId: image.id,
      editTypeId: type.id,
      instruction: `make ${name} green`,
      sourceCaption: `a photo of ${name}`,
      targetCaption: `a photo of green ${name}`,
      editObject: of.region ? name : null,
      fingerprint: randomUUID(),
      engine: { ...engine, name: 'language/test', models: [] },
      ...of.record,
    },
  })
  const run = await db().generationRun.create({
    data: { projectId, number: Number(record.idx), params: {}, engine, seed: 1, status: 'done' },
  })
  const task = await db().generationTask.create({
    data: {
      projectId,
      runId: run.id,
      recordId: record.id,
      position: 0,
      mode: of.region ? 'region' : 'free_form',
      samples: 1,
      seed: 7,
      status: 'done',
    },
  })
  const anchorSha = await makeBlob(`${name} anchor`)
  return db().candidate.create({
    data: {
      projectId,
      runId: run.id,
      taskId: task.id,
      recordId: record.id,
      sourceImageId: image.id,
      editTypeId: type.id,
      index: 0,
      mode: of.region ? 'region' : 'free_form',
      frameId: frameId ?? newId(),
      seed: 7,
      params: { strength: 0.5 },
      engine,
      operation: `recolour ${name}`,
      anchorSha,
      sourceSha: anchorSha,
      editedSha: await makeBlob(`${name} edited`),
      maskSha: of.region ? await makeBlob(`${name} mask`) : null,
      thumbSha: anchorSha,
      ssim: 0.75,
      l1: 0.1,
      l2: 0.01,
      perceptual: 0.2,
      verdict: [],
      passed: true,
      rank: 1,
      kept: true,
      sampleState: 'approved',
      decidedBy: 'person',
      decidedAt: new Date('2026-03-05T12:00:00Z'),
      ...of.candidate,
    },
  })
}
