import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixturePath, fixturesDir, needsFixtures } from '@/lib/imaging/testing/fixtures'
import { startDevice } from '@/lib/pipeline/project'
import { makePicturedImage } from '@/lib/pipeline/testing/pictured-image'
import { makeMember, makeProject, makeRecord } from '@/lib/pipeline/testing/rows'
import { drainOutbox } from '@/lib/pipeline/testing/run-jobs'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { closeDevices } from '@/lib/platform/devices/run-on-device'
import { beatHeart } from '@/lib/platform/queue/heartbeat'
import { engineOfRun } from './engine-of-run'
import { listCandidates } from './list-candidates'
import { getRun } from './list-runs'
import { reproduceCandidate } from './reproduce-candidate'
import { generationParams } from './schema'
import { startRun } from './start-run'

// The line with models, small ones that compute what large ones would: a device's process, real sessions, real rows.

let admin: ProjectActor & { userId: string }
let projectId: string

const diffusion = { engine: 'diffusion', encoder: 'clip-dinov2', samples: 3 } as const
/** Nothing passes the published bounds of other encoders. */
const lenient = {
  clipSimSource: null,
  clipSimTarget: null,
  clipSimDir: null,
  clipSimImage: -1,
  dinov2Sim: null,
}

test('a run that needs a model is refused while no worker has one', async () => {
  await expect(engineOfRun(generationParams.parse(diffusion))).rejects.toMatchObject({
    code: 'unavailable',
    field: 'params.encoder',
  })
})

describe.skipIf(!fixturesDir)(`a run on a device${needsFixtures}`, () => {
  let stopHeart: () => Promise<void>

  beforeAll(async () => {
    projectId = (await makeProject()).id
    admin = await makeMember(projectId, 'admin')
    stopHeart = await beatHeart('a-gpu-worker', 'gpu', { engines: await startDevice(fixturePath('models')) })
  }, 120_000)

  afterAll(async () => {
    await closeDevices()
    await stopHeart?.()
  })

  const run = async (recordId: string, over: object, mode?: 'free_form' | 'region') => {
    const id = await startRun(admin, {
      choice: { onlyNew: false, recordIds: [recordId] },
      params: generationParams.parse({ ...diffusion, filter: lenient, ...over }),
      mode,
      seed: 11,
    })
    const ran = await drainOutbox()
    const { items } = await listCandidates(admin, { runId: id, limit: 100 })
    return { run: await getRun(admin, id), items, ran }
  }

  test('makes both pictures of each pair, with every score, and says which models did', async () => {
    const { image } = await makePicturedImage(projectId)
    const record = await makeRecord(image, {
      sourceCaption: 'a cup of coffee on a table',
      targetCaption: 'a cup of green tea on a table',
    })
    const { run: made, items, ran } = await run(record.id, {}, 'free_form')
    expect(made).toMatchObject({ status: 'done', done: 1, failed: 0, refused: 0, candidates: 3 })
    expect(ran).toContain('generation.make-on-device')
    for (const candidate of items) {
      expect(candidate).toMatchObject({ isModel: true, maskUrl: null })
      expect(candidate.sourceUrl).not.toBe(candidate.anchorUrl)
      for (const score of Object.values({ ...candidate.scores, insideShare: 0 })) expect(score).not.toBeNull()
    }
    const [row] = await db().candidate.findMany({ where: { runId: made.id }, take: 1 })
    const models = (row?.engine as { models?: { digest: string }[] } | undefined)?.models ?? []
    expect(models.length).toBeGreaterThan(0)
    for (const { digest } of models) expect(digest).toMatch(/^[0-9a-f]{64}$/)
  }, 120_000)

  test('edits in the region that was drawn, and each candidate is made again to the byte from its row', async () => {
    const { image, region } = await makePicturedImage(projectId)
    const record = await makeRecord(image, {
      regionId: region.id,
      sourceCaption: 'a cup of coffee on a table',
      targetCaption: 'a cup of tea on a table',
    })
    const { items } = await run(record.id, {}, 'region')
    expect(items).toHaveLength(3)
    for (const { id, maskUrl, regionId } of items) {
      expect(maskUrl).not.toBeNull()
      expect(regionId).toBe(region.id)
      const again = await reproduceCandidate(id, new AbortController().signal)
      expect(again.engineDiffers).toEqual([])
      expect(again.images.map(({ image: which, same }) => [which, same])).toEqual([
        ['source', true],
        ['edited', true],
      ])
    }
  }, 240_000)

  test('an edit of the whole image gets a full mask, and no object is looked for', async () => {
    const { image } = await makePicturedImage(projectId)
    const record = await makeRecord(image, {
      editObject: 'NONE',
      sourceCaption: 'a cup of coffee on a table',
      targetCaption: 'a cup of coffee on a table at night',
    })
    const { items } = await run(record.id, { samples: 1 }, 'region')
    expect(items[0]).toMatchObject({ regionId: null, maskUrl: expect.any(String) })
  }, 120_000)

  test('scores what the procedural engine made, where a run asks for it', async () => {
    const { image, region } = await makePicturedImage(projectId)
    const record = await makeRecord(image, { regionId: region.id, instruction: 'Turn the coffee green' })
    const { items } = await run(record.id, { engine: 'procedural', samples: 2 })
    expect(items).toHaveLength(2)
    for (const { scores, isModel } of items) {
      expect(isModel).toBe(false)
      expect(scores.clipSimDir).not.toBeNull()
      expect(scores.dinov2Sim).not.toBeNull()
    }
  }, 120_000)
})
