import { createHash, randomUUID } from 'node:crypto'
import { db, type Prisma } from '@/lib/platform/db'
import { makePicturedImage } from './pictured-image'
import { makeRecord } from './rows'

type Pictured = Awaited<ReturnType<typeof makePicturedImage>>

// One picture a project serves all its items: they are about decisions, not pixels.
const pictured = new Map<string, Promise<Pictured>>()

const procedural = { name: 'editor/procedural', version: '1', isModel: false, models: [], provider: 'host' }

/** A review item with two kept candidates, as if a run had made them. */
export const makeItem = async (
  projectId: string,
  over: Partial<Prisma.ReviewItemUncheckedCreateInput> = {},
) => {
  const made = pictured.get(projectId) ?? makePicturedImage(projectId)
  pictured.set(projectId, made)
  const { image, region } = await made
  const record = await makeRecord(image, { regionId: region.id })
  const last = await db().generationRun.count({ where: { projectId } })
  const run = await db().generationRun.create({
    data: {
      projectId,
      number: last + 1_000_000 + Math.floor(Math.random() * 1_000_000),
      params: {},
      engine: procedural,
      seed: 1,
      status: 'done',
    },
  })
  const task = await db().generationTask.create({
    data: {
      projectId,
      runId: run.id,
      recordId: record.id,
      position: 1,
      mode: 'region',
      samples: 2,
      seed: 1,
      status: 'done',
      attempt: 1,
      finishedAt: new Date(),
    },
  })
  const sha = () => createHash('sha256').update(randomUUID()).digest('hex')
  for (const rank of [1, 2])
    await db().candidate.create({
      data: {
        projectId,
        runId: run.id,
        taskId: task.id,
        recordId: record.id,
        sourceImageId: image.id,
        editTypeId: record.editTypeId,
        index: rank - 1,
        mode: 'region',
        frameId: image.frameId ?? '',
        regionId: region.id,
        seed: rank,
        params: {},
        engine: procedural,
        operation: 'recolour coffee to green',
        anchorSha: sha(),
        sourceSha: sha(),
        editedSha: sha(),
        maskSha: region.fineSha,
        thumbSha: sha(),
        ssim: 0.9,
        l1: 0.02,
        l2: 0.001,
        perceptual: 3,
        insideShare: 0.99,
        verdict: [],
        passed: true,
        rank,
        kept: true,
      },
    })
  return db().reviewItem.create({ data: { projectId, taskId: task.id, recordId: record.id, ...over } })
}
