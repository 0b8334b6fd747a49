import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeRle } from '@/lib/imaging/masks/rle'
import { fixturePath, fixturesDir, needsFixtures } from '@/lib/imaging/testing/fixtures'
import { startDevice } from '@/lib/pipeline/project'
import { makePicturedImage } from '@/lib/pipeline/testing/pictured-image'
import { makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import { drainOutbox } from '@/lib/pipeline/testing/run-jobs'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { closeDevices } from '@/lib/platform/devices/run-on-device'
import { beatHeart } from '@/lib/platform/queue/heartbeat'
import { createRegion } from './create-region'
import { findHint, warmFrame } from './find-hint'

let projectId: string
let rater: ProjectActor & { userId: string }
let image: Awaited<ReturnType<typeof makePicturedImage>>['image']
let frameId: string

beforeAll(async () => {
  projectId = (await makeProject()).id
  rater = await makeMember(projectId, 'rater')
  image = (await makePicturedImage(projectId)).image
  frameId = image.frameId ?? ''
})

const click = { kind: 'points', points: [{ x: 64, y: 64, on: true }] } as const
const byName = () => ({ imageId: image.id, frameId, label: 'coffee', labelled: false })

describe('without a worker that has a model', () => {
  test('a click or a name is refused at once, with what to do instead', async () => {
    const refusal = { code: 'unavailable', fix: expect.any(String) }
    await expect(
      findHint(rater, { frameId, prompt: { ...click, points: [...click.points] } }),
    ).rejects.toMatchObject(refusal)
    await expect(createRegion(rater, { ...byName(), input: { kind: 'label' } })).rejects.toMatchObject(
      refusal,
    )
    expect(await warmFrame(rater, { frameId })).toEqual({ finder: 'browser' })
    expect(await db().regionHint.count({ where: { projectId } })).toBe(0)
  })
})

describe.skipIf(!fixturesDir)(`with a model${needsFixtures}`, () => {
  let stopHeart: () => Promise<void>

  beforeAll(async () => {
    stopHeart = await beatHeart('a-worker-with-sam', 'gpu', {
      engines: await startDevice(fixturePath('models')),
    })
  }, 120_000)

  afterAll(async () => {
    await closeDevices()
    await stopHeart?.()
  })

  test('a click is answered with a mask of the frame’s size while its asker waits', async () => {
    const asked = findHint(rater, { frameId, prompt: { ...click, points: [...click.points] } })
    const answered = asked.then(
      (found) => found,
      (error: Error) => error,
    )
    // The worker's part, as soon as the request is in the outbox.
    while (!(await drainOutbox()).includes('regions.answer-hint'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    const found = await answered
    // A small model with random weights may find nothing; then it says so.
    if (found instanceof Error) expect(found).toMatchObject({ code: 'refused' })
    else {
      const mask = decodeRle(found.rle)
      expect([mask.width, mask.height]).toEqual([128, 128])
      expect(found.engine).toMatch(/^segmenter\//)
    }
  }, 60_000)

  test('a region that is named ends with masks or with the reason', async () => {
    const { id } = await createRegion(rater, { ...byName(), input: { kind: 'label' } })
    expect(await drainOutbox()).toContain('regions.segment-on-device')
    const region = await db().region.findUniqueOrThrow({ where: { id } })
    expect(region.origin).toBe('engine')
    if (region.status === 'ready') expect(region.fineSha).not.toBeNull()
    else expect(region).toMatchObject({ status: 'refused', reason: expect.stringMatching(/\w/) })
  }, 60_000)
})
