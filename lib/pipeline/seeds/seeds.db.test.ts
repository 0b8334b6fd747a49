import { beforeAll, describe, expect, test } from 'vitest'
import { editTypeOf, makeImage, makeMember, makeProject, makeRegion } from '@/lib/pipeline/testing/rows'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { claimImage } from './claim-image'
import { decideSeed } from './decide-seed'
import { getQuotas } from './get-quotas'
import { saveDraft } from './save-draft'
import { submitSeed } from './submit-seed'

let projectId: string
let rater: ProjectActor & { userId: string }
let reviewer: ProjectActor & { userId: string }

beforeAll(async () => {
  projectId = (await makeProject()).id
  rater = await makeMember(projectId, 'rater')
  reviewer = await makeMember(projectId, 'reviewer')
})

const claim = async (actor: ProjectActor, input = {}) => {
  const seed = await claimImage(actor, input)
  if (!seed) throw new Error('nothing to claim')
  return seed
}

/** A draft that passes every check. */
const writeSeed = async (
  actor: ProjectActor,
  instruction = `Turn the coffee into tea number ${Math.random()}`,
) => {
  const image = await makeImage(projectId)
  const region = await makeRegion(image)
  const draft = await claim(actor, { imageId: image.id })
  const type = await editTypeOf(projectId, 'change-color')
  return saveDraft(actor, {
    id: draft.id,
    version: draft.version,
    editTypeId: type.id,
    regionId: region.id,
    instruction,
    targetCaption: 'a cup of tea on a wooden table',
    editObject: 'coffee',
  })
}

describe('claiming an image', () => {
  test('twenty writers at once never get the same image', async () => {
    const crowd = (await makeProject()).id
    for (let i = 0; i < 20; i++) await makeImage(crowd)
    const writers = await Promise.all(Array.from({ length: 20 }, () => makeMember(crowd, 'rater')))
    const claimed = await Promise.all(writers.map((writer) => claim(writer)))
    expect(new Set(claimed.map((seed) => seed.image.id)).size).toBe(20)
    expect(await claimImage(await makeMember(crowd, 'rater'), {})).toBeNull()
  })

  test('an expired lease is free again', async () => {
    const small = (await makeProject()).id
    const image = await makeImage(small)
    await claim(await makeMember(small, 'rater'))
    await db().sourceImage.update({ where: { id: image.id }, data: { leaseUntil: new Date(Date.now() - 1) } })
    expect((await claim(await makeMember(small, 'rater'))).image.id).toBe(image.id)
  })

  test('taking another photo drops an empty draft and frees its image, and does not bring it back', async () => {
    const small = (await makeProject()).id
    const [one, two] = [await makeImage(small), await makeImage(small)]
    const writer = await makeMember(small, 'rater')
    const first = await claim(writer)
    const second = await claim(writer, { insteadOf: first.id })
    expect([first.image.id, second.image.id].sort()).toEqual([one.id, two.id].sort())
    expect(await db().seed.count({ where: { id: first.id } })).toBe(0)
    const freed = await db().sourceImage.findUniqueOrThrow({ where: { id: first.image.id } })
    expect(freed.leaseUserId).toBeNull()
  })

  test('a reloaded page goes on with its draft, and opens no second one', async () => {
    const small = (await makeProject()).id
    await makeImage(small)
    await makeImage(small)
    const writer = await makeMember(small, 'rater')
    const first = await claim(writer)
    expect((await claim(writer)).id).toBe(first.id)
    expect(await db().seed.count({ where: { projectId: small } })).toBe(1)
  })

  test('who has written for every photograph gets one again, but never one on which something is open', async () => {
    const small = (await makeProject()).id
    const image = await makeImage(small)
    const writer = await makeMember(small, 'rater')
    const seed = await claim(writer)
    await db().seed.update({ where: { id: seed.id }, data: { instruction: 'Make the coffee pink' } })
    expect(await claimImage(writer, {})).toBeNull()
    await db().seed.update({ where: { id: seed.id }, data: { status: 'submitted' } })
    expect((await claim(writer)).image.id).toBe(image.id)
  })

  test('an image without a confirmed caption is not handed out', async () => {
    const small = (await makeProject()).id
    await makeImage(small, { caption: null, captionStatus: 'missing' })
    expect(await claimImage(await makeMember(small, 'rater'), {})).toBeNull()
  })
})

describe('writing', () => {
  test('a stale form is refused with both versions, and nothing is lost', async () => {
    const seed = await writeSeed(rater)
    await saveDraft(rater, { id: seed.id, version: seed.version, instruction: 'Make the coffee green' })
    const stale = saveDraft(rater, {
      id: seed.id,
      version: seed.version,
      instruction: 'Make the coffee blue',
    })
    await expect(stale).rejects.toMatchObject({
      code: 'conflict',
      detail: {
        yours: { instruction: 'Make the coffee blue' },
        theirs: { instruction: 'Make the coffee green' },
      },
    })
  })

  test('an incomplete seed is not submitted, and each field at fault is named', async () => {
    const image = await makeImage(projectId)
    const draft = await claim(rater, { imageId: image.id })
    await expect(submitSeed(rater, draft)).rejects.toMatchObject({
      code: 'bad-input',
      detail: {
        findings: expect.arrayContaining([
          expect.objectContaining({ field: 'editTypeId', code: 'missing' }),
          expect.objectContaining({ field: 'instruction', code: 'empty' }),
          expect.objectContaining({ field: 'targetCaption', code: 'empty' }),
        ]),
      },
    })
  })

  test('a region of another image is refused by name', async () => {
    const seed = await writeSeed(rater)
    const elsewhere = await makeRegion(await makeImage(projectId))
    await expect(
      saveDraft(rater, { id: seed.id, version: seed.version, regionId: elsewhere.id }),
    ).rejects.toMatchObject({
      code: 'bad-input',
      field: 'regionId',
    })
  })

  test('nobody else may edit or even see a draft', async () => {
    const seed = await writeSeed(rater)
    const other = await makeMember(projectId, 'rater')
    await expect(saveDraft(other, { id: seed.id, version: seed.version })).rejects.toMatchObject({
      code: 'not-found',
    })
    const stranger = await makeMember((await makeProject()).id, 'admin')
    await expect(submitSeed(stranger, seed)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('reviewing', () => {
  test('an approved seed is an exemplar, with the reviewer’s edits', async () => {
    const seed = await submitSeed(rater, await writeSeed(rater))
    const decided = await decideSeed(reviewer, {
      id: seed.id,
      version: seed.version,
      decision: 'approve',
      edits: { instruction: 'Pour  matcha instead of coffee' },
    })
    expect(decided).toMatchObject({ status: 'approved', editedByReviewer: true })
    const exemplar = await db().exemplar.findUniqueOrThrow({ where: { seedId: seed.id } })
    expect(exemplar.instruction).toBe('Pour matcha instead of coffee')
    const events = await db().auditEvent.findMany({ where: { objectId: seed.id }, orderBy: { id: 'asc' } })
    expect(events.map((event) => event.action)).toEqual(['seed.begun', 'seed.submitted', 'seed.approved'])
  })

  test('of two reviewers at once one decides and the other is told', async () => {
    const seed = await submitSeed(rater, await writeSeed(rater))
    const second = await makeMember(projectId, 'reviewer')
    const outcomes = await Promise.allSettled(
      [reviewer, second].map((actor) =>
        decideSeed(actor, { id: seed.id, version: seed.version, decision: 'approve' }),
      ),
    )
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().exemplar.count({ where: { seedId: seed.id } })).toBe(1)
  })

  test('a returned seed needs a comment, and goes back to its author', async () => {
    const seed = await submitSeed(rater, await writeSeed(rater))
    const empty = decideSeed(reviewer, { id: seed.id, version: seed.version, decision: 'return' })
    await expect(empty).rejects.toMatchObject({ field: 'comment' })
    const returned = await decideSeed(reviewer, {
      id: seed.id,
      version: seed.version,
      decision: 'return',
      comment: 'Name the cup, too.',
    })
    const again = await saveDraft(rater, { id: seed.id, version: returned.version, editObject: 'cup' })
    expect((await submitSeed(rater, again)).status).toBe('submitted')
  })

  test('nobody approves their own seed unless the project allows it', async () => {
    const seed = await submitSeed(reviewer, await writeSeed(reviewer))
    const own = decideSeed(reviewer, { id: seed.id, version: seed.version, decision: 'approve' })
    await expect(own).rejects.toMatchObject({ code: 'forbidden' })
    await db().project.update({ where: { id: projectId }, data: { settings: { allowSelfReview: true } } })
    await decideSeed(reviewer, { id: seed.id, version: seed.version, decision: 'approve' })
  })

  test('the same words on the same image are refused, on another a warning', async () => {
    const words = 'Swap the coffee for mint tea'
    const first = await submitSeed(rater, await writeSeed(rater, words))
    const region = await makeRegion({ id: first.image.id, projectId, frameId: first.image.frameId })
    const draft = await claim(reviewer, { imageId: first.image.id })
    const type = await editTypeOf(projectId, 'change-color')
    const twin = await saveDraft(reviewer, {
      id: draft.id,
      version: draft.version,
      editTypeId: type.id,
      regionId: region.id,
      instruction: `${words}.`,
      targetCaption: 'a cup of mint tea on a wooden table',
    })
    await expect(submitSeed(reviewer, twin)).rejects.toMatchObject({ field: 'instruction' })
    expect((await submitSeed(rater, await writeSeed(rater, words))).status).toBe('submitted')
  })
})

test('a quota counts what was submitted or approved, not drafts', async () => {
  const fresh = (await makeProject()).id
  const writer = await makeMember(fresh, 'rater')
  const type = await editTypeOf(fresh, 'change-color')
  const image = await makeImage(fresh)
  const region = await makeRegion(image)
  const draft = await claim(writer, { imageId: image.id })
  const texts = {
    editTypeId: type.id,
    regionId: region.id,
    instruction: 'Make the coffee pink',
    targetCaption: 'pink coffee',
  }
  const saved = await saveDraft(writer, { id: draft.id, version: draft.version, ...texts })
  const open = async () => (await getQuotas(writer)).find((quota) => quota.key === 'change-color')?.open
  expect(await open()).toBe(3)
  await submitSeed(writer, saved)
  expect(await open()).toBe(2)
})
