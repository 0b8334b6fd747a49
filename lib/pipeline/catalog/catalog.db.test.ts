import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reply, startOpenAIServer } from '@/lib/engines/language/testing/openai-server'
import { sharp } from '@/lib/imaging/safe-sharp'
import { makePng } from '@/lib/pipeline/testing/pictures'
import {
  editTypeOf,
  makeImage,
  makeMember,
  makeProject,
  makeRecord,
  makeRegion,
} from '@/lib/pipeline/testing/rows'
import { runJobs } from '@/lib/pipeline/testing/run-jobs'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { adoptEnv } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import { closeQueues } from '@/lib/platform/queue/queues'
import { putBlob, storage } from '@/lib/platform/storage/blobs'
import { adoptTurn } from './adopt-turn'
import { archiveImages } from './archive-images'
import { claimCaptions } from './claim-captions'
import { confirmCaption } from './confirm-caption'
import { draftCaption } from './draft-caption'
import { editImage } from './edit-image'
import { findImage } from './find-image'
import { listImages } from './list-images'
import { moveFrame } from './move-frame'
import { reconcileCatalog } from './reconcile-catalog'
import { releaseCaption } from './release-caption'
import { requestDrafts } from './request-drafts'
import { viewImageDetail } from './view-image'

let projectId: string
let rater: ProjectActor & { userId: string }
let reviewer: ProjectActor & { userId: string }
let stranger: ProjectActor & { userId: string }
const signal = new AbortController().signal
const gone = { code: 'not-found' }

beforeEach(async () => {
  projectId = (await makeProject()).id
  rater = await makeMember(projectId, 'rater')
  reviewer = await makeMember(projectId, 'reviewer')
  stranger = await makeMember((await makeProject()).id, 'admin')
  await db().outbox.deleteMany()
})

const bare = { caption: null, captionStatus: 'missing', captionBy: null } as const
const imageOf = (id: string) => db().sourceImage.findUniqueOrThrow({ where: { id } })
const claim = (actor: ProjectActor, limit = 1, except: string[] = []) =>
  claimCaptions(actor, { limit, except })

/** An image whose master is really stored. */
const storedImage = async (over: Parameters<typeof makeImage>[1] = {}) => {
  const { sha256 } = await putBlob(await makePng(7, 600, 400), 'image/png')
  return makeImage(projectId, { sha256, ...over })
}

describe('claiming captions', () => {
  test('twenty people at once never get the same image, and each gets two', async () => {
    for (let at = 0; at < 40; at++) await makeImage(projectId, bare)
    const people = await Promise.all(Array.from({ length: 20 }, () => makeMember(projectId, 'rater')))
    const claimed = await Promise.all(people.map((person) => claim(person, 2)))
    expect(new Set(claimed.flat().map((task) => task.id)).size).toBe(40)
    expect(await claim(rater)).toEqual([])
  })

  test('gives the same images back after a reload, under the same token', async () => {
    await makeImage(projectId, bare)
    await makeImage(projectId, bare)
    const first = await claim(rater, 2)
    const again = await claim(rater, 2)
    expect(again.map((task) => [task.id, task.leaseToken])).toEqual(
      first.map((task) => [task.id, task.leaseToken]),
    )
  })

  test('passes over what was skipped, and leaves it to others', async () => {
    const [one, two] = [await makeImage(projectId, bare), await makeImage(projectId, bare)]
    const [task] = await claim(rater)
    await releaseCaption(rater, task!)
    const [next] = await claim(rater, 1, [task!.id])
    expect([task!.id, next!.id].sort()).toEqual([one.id, two.id].sort())
    expect((await claim(reviewer)).map((other) => other.id)).toEqual([task!.id])
  })

  test('hands out drafts to be confirmed, and neither captioned nor archived images', async () => {
    await makeImage(projectId)
    await makeImage(projectId, { ...bare, archivedAt: new Date() })
    const draft = await makeImage(projectId, {
      caption: 'a cup',
      captionStatus: 'draft',
      captionBy: 'vision-1',
    })
    expect((await claim(rater, 5)).map((task) => task.id)).toEqual([draft.id])
  })
})

describe('writing a caption', () => {
  test('stores it in its one spelling, frees the image, and tells who wrote it', async () => {
    const image = await makeImage(projectId, bare)
    const [task] = await claim(rater)
    await confirmCaption(rater, { id: image.id, leaseToken: task!.leaseToken, caption: '  a “red”  cup ☕ ' })
    expect(await imageOf(image.id)).toMatchObject({
      caption: 'a "red" cup ☕',
      captionStatus: 'confirmed',
      captionBy: 'person',
      leaseUserId: null,
    })
    expect(await db().auditEvent.count({ where: { action: 'caption.confirmed', objectId: image.id } })).toBe(
      1,
    )
  })

  test('confirmed as drafted keeps the model as its author', async () => {
    await makeImage(projectId, { caption: 'a cup', captionStatus: 'draft', captionBy: 'vision-1' })
    const [task] = await claim(rater)
    await confirmCaption(rater, { id: task!.id, leaseToken: task!.leaseToken, caption: 'a cup' })
    expect(await imageOf(task!.id)).toMatchObject({ captionStatus: 'confirmed', captionBy: 'vision-1' })
  })

  test('after the lease went to another is refused, and both texts are kept', async () => {
    const image = await makeImage(projectId, bare)
    const [mine] = await claim(rater)
    await db().sourceImage.update({ where: { id: image.id }, data: { leaseUntil: new Date(0) } })
    const [theirs] = await claim(reviewer)
    expect(theirs!.leaseToken).toBe(mine!.leaseToken + 1)
    await expect(
      confirmCaption(rater, { id: image.id, leaseToken: mine!.leaseToken, caption: 'mine' }),
    ).rejects.toMatchObject({ code: 'stale-lease', detail: { yours: { caption: 'mine' } } })
    await confirmCaption(reviewer, { id: image.id, leaseToken: theirs!.leaseToken, caption: 'theirs' })
    expect((await imageOf(image.id)).caption).toBe('theirs')
  })

  test.each([
    ['nothing', '   ', 'empty'],
    ['61 words', 'word '.repeat(61), 'too-long'],
    ['a control character', 'a cup\u0007', 'control-characters'],
    ['a bidirectional override', 'a \u202ecup', 'control-characters'],
  ])('refuses %s', async (_, caption, code) => {
    const image = await makeImage(projectId, bare)
    const [task] = await claim(rater)
    await expect(
      confirmCaption(rater, { id: image.id, leaseToken: task!.leaseToken, caption }),
    ).rejects.toMatchObject({ code: 'bad-input', field: 'caption', detail: { code } })
    expect((await imageOf(image.id)).captionStatus).toBe('missing')
  })

  test.each(['كوب قهوة على طاولة خشبية', '木桌上的一杯咖啡', 'a cup ☕️ on a table 👩‍🍳'])(
    'takes %s',
    async (caption) => {
      const image = await makeImage(projectId, bare)
      const [task] = await claim(rater)
      await confirmCaption(rater, { id: image.id, leaseToken: task!.leaseToken, caption })
      expect((await imageOf(image.id)).caption).toBe(caption)
    },
  )
})

describe('editing an image', () => {
  test('over an older version is refused with both versions', async () => {
    const image = await makeImage(projectId)
    await editImage(reviewer, { id: image.id, version: 1, caption: 'the first' })
    await expect(
      editImage(reviewer, { id: image.id, version: 1, caption: 'the second' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      detail: { yours: { caption: 'the second' }, theirs: { caption: 'the first', version: 2 } },
    })
  })

  test('is not for raters, and another project’s image does not exist', async () => {
    const image = await makeImage(projectId)
    await expect(editImage(rater, { id: image.id, version: 1, caption: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(editImage(stranger, { id: image.id, version: 1, caption: 'x' })).rejects.toMatchObject(gone)
    await expect(findImage(db(), stranger, image.id)).rejects.toMatchObject(gone)
    await expect(
      confirmCaption(stranger, { id: image.id, caption: 'x', leaseToken: 0 }),
    ).rejects.toMatchObject(gone)
    await expect(releaseCaption(stranger, { id: image.id, leaseToken: 0 })).rejects.toMatchObject(gone)
    await expect(
      moveFrame(stranger, { id: image.id, version: 1, scaledWidth: 768, scaledHeight: 512, left: 0, top: 0 }),
    ).rejects.toMatchObject(gone)
  })

  test('archives many or, when one of them is foreign, none', async () => {
    const mine = await makeImage(projectId)
    const foreign = await makeImage(stranger.projectId)
    await expect(
      archiveImages(reviewer, { ids: [mine.id, foreign.id], archived: true }),
    ).rejects.toMatchObject(gone)
    expect((await imageOf(mine.id)).archivedAt).toBeNull()
    expect(await archiveImages(reviewer, { ids: [mine.id], archived: true })).toEqual({ changed: 1 })
    expect((await listImages(rater, { limit: 10 })).items).toEqual([])
    expect((await listImages(rater, { limit: 10, archived: true })).items).toHaveLength(1)
  })
})

describe('listing images', () => {
  test('pages without gaps or repeats, newest first', async () => {
    const ids: string[] = []
    for (let at = 0; at < 5; at++) ids.unshift((await makeImage(projectId)).id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listImages(rater, { limit: 2, cursor })
      seen.push(...page.items.map((image) => image.id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toEqual(ids)
  })

  test('filters by caption, near-duplicates, licence and text, which is no pattern', async () => {
    const plain = await makeImage(projectId, { ...bare, name: '100%.png' })
    const near = await makeImage(projectId, { nearDuplicateOfId: plain.id, licence: 'CC0-1.0' })
    const idsOf = async (filter: object) =>
      (await listImages(rater, { limit: 10, ...filter })).items.map((image) => image.id)
    expect(await idsOf({ captionStatus: 'missing' })).toEqual([plain.id])
    expect(await idsOf({ nearDuplicates: true })).toEqual([near.id])
    expect(await idsOf({ licence: 'CC0-1.0' })).toEqual([near.id])
    expect(await idsOf({ licence: 'none' })).toEqual([plain.id])
    expect(await idsOf({ text: 'COFFEE on' })).toEqual([near.id])
    expect(await idsOf({ text: '%' })).toEqual([plain.id])
    expect(await idsOf({ turn: 2 })).toEqual([])
  })
})

describe('the frame', () => {
  const whole = { scaledWidth: 768, scaledHeight: 512 }

  test('moves to a new row whose picture the worker makes; the old one stays', async () => {
    const image = await storedImage()
    const moved = await moveFrame(reviewer, { id: image.id, version: 1, ...whole, left: 0, top: 0 })
    expect(moved.frame).toMatchObject({ left: 0, url: null })
    expect(await runJobs()).toEqual([])
    const { sha256 } = await db().frame.findUniqueOrThrow({ where: { id: moved.frame!.id } })
    expect(await sharp(await storage().read(sha256!)).metadata()).toMatchObject({ width: 512, height: 512 })
    expect(await db().frame.count({ where: { sourceImageId: image.id } })).toBe(2)
    const back = await moveFrame(reviewer, { id: image.id, version: 2, ...whole, left: 128, top: 0 })
    expect(back.frame!.id).toBe(image.frameId)
    expect(await db().outbox.count()).toBe(0)
  })

  test('that would cut off a labelled region is refused with the region’s name', async () => {
    const image = await makeImage(projectId)
    // Pixels 0–100 of the frame: 128–228 of the scaled picture.
    const region = await makeRegion(image, { label: 'cup', bbox: { x: 0, y: 0, width: 100, height: 100 } })
    const right = { id: image.id, version: 1, ...whole, left: 200, top: 0 }
    await expect(moveFrame(reviewer, right)).rejects.toMatchObject({
      code: 'refused',
      field: 'frame',
      detail: { regions: [{ id: region.id, label: 'cup' }] },
    })
    expect((await moveFrame(reviewer, { ...right, left: 64 })).frame).toMatchObject({ left: 64 })
    const { labelled } = await viewImageDetail(await imageOf(image.id))
    expect(labelled).toEqual([
      { id: region.id, label: 'cup', rect: { x: 100, y: 0, width: 78.125, height: 78.125 } },
    ])
  })

  test('cannot leave the picture or bend it', async () => {
    const image = await makeImage(projectId)
    const wrong = [
      { ...whole, left: 300, top: 0 },
      { scaledWidth: 512, scaledHeight: 512, left: 0, top: 0 },
    ]
    for (const frame of wrong)
      await expect(moveFrame(reviewer, { id: image.id, version: 1, ...frame })).rejects.toMatchObject({
        code: 'bad-input',
        field: 'frame',
      })
  })
})

describe('drafts by a vision model', () => {
  afterEach(() => adoptEnv({ OPENAI_BASE_URL: '', OPENAI_MODEL: '' }))

  test('without one are refused with what to configure', async () => {
    const image = await makeImage(projectId, bare)
    await expect(requestDrafts(reviewer, { ids: [image.id] })).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('wait for a person to confirm them, and are asked for once', async () => {
    await using server = await startOpenAIServer()
    adoptEnv({ OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: 'vision-1' })
    const image = await storedImage(bare)
    server.script(reply.json({ caption: 'A red cup on a table.' }))
    expect(await requestDrafts(reviewer, { ids: [image.id] })).toEqual({ requested: 1 })
    expect(await requestDrafts(reviewer, { ids: [image.id] })).toEqual({ requested: 0 })
    expect(await runJobs()).toEqual([])
    expect(await imageOf(image.id)).toMatchObject({
      caption: 'A red cup on a table',
      captionStatus: 'draft',
      captionBy: 'vision-1',
      captionDueAt: null,
    })
    expect(server.received).toHaveLength(1)
  })

  test('never overwrite what a person wrote meanwhile', async () => {
    await using server = await startOpenAIServer()
    adoptEnv({ OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: 'vision-1' })
    const image = await storedImage(bare)
    server.script(async (request, response) => {
      const { version } = await imageOf(image.id)
      await editImage(reviewer, { id: image.id, version, caption: 'my own words' })
      await reply.json({ caption: 'a guess' })(request, response)
    })
    await requestDrafts(reviewer, { ids: [image.id] })
    const { captionAttempt } = await imageOf(image.id)
    await draftCaption({ imageId: image.id, attempt: captionAttempt }, { signal })
    expect(await imageOf(image.id)).toMatchObject({ caption: 'my own words', captionStatus: 'confirmed' })
  })

  test('that do not come leave the image in the queue, with the reason', async () => {
    await using server = await startOpenAIServer()
    adoptEnv({ OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: 'vision-1' })
    const image = await storedImage(bare)
    server.script(reply.json({ caption: '' }))
    await requestDrafts(reviewer, { ids: [image.id] })
    await runJobs()
    expect(await imageOf(image.id)).toMatchObject({ captionStatus: 'missing', captionDueAt: null })
    expect((await imageOf(image.id)).captionError).toMatch(/caption/)
    expect(await claim(rater)).toHaveLength(1)
  })
})

describe('the next turn', () => {
  const makeCandidate = async (image: Awaited<ReturnType<typeof makeImage>>) => {
    const record = await makeRecord(image)
    const { sha256 } = await putBlob(await makePng(11, 512, 512), 'image/png')
    return db().candidate.create({
      data: {
        projectId,
        runId: newId(),
        taskId: newId(),
        recordId: record.id,
        sourceImageId: image.id,
        editTypeId: (await editTypeOf(projectId, 'change-color')).id,
        index: 0,
        mode: 'free_form',
        frameId: image.frameId!,
        seed: 1n,
        params: {},
        engine: {},
        operation: 'recolour',
        anchorSha: sha256,
        sourceSha: sha256,
        editedSha: sha256,
        thumbSha: sha256,
        ssim: 1,
        l1: 0,
        l2: 0,
        perceptual: 0,
        verdict: {},
        passed: true,
        sampleState: 'approved',
      },
    })
  }

  test('is the accepted edit with its lineage, caption and licence; once, however often it is told', async () => {
    const photo = await makeImage(projectId, { licence: 'CC-BY-4.0', attribution: 'Ada' })
    const candidate = await makeCandidate(photo)
    await Promise.all([adoptTurn({ candidateId: candidate.id }), adoptTurn({ candidateId: candidate.id })])
    await adoptTurn({ candidateId: candidate.id })
    const adopted = await db().sourceImage.findMany({ where: { projectId, turn: 2 } })
    expect(adopted).toHaveLength(1)
    expect(adopted[0]).toMatchObject({
      sha256: candidate.editedSha,
      parentCandidateId: candidate.id,
      rootImageId: photo.id,
      caption: 'a cup of green coffee on a wooden table',
      captionStatus: 'confirmed',
      licence: 'CC-BY-4.0',
      attribution: 'Ada',
    })
    const frame = await db().frame.findUniqueOrThrow({ where: { id: adopted[0]!.frameId! } })
    expect(frame).toMatchObject({ left: 0, top: 0, size: 512 })
    expect(frame.sha256).not.toBeNull()
  })

  test('is archived when the edit is overturned, and comes back with it', async () => {
    const candidate = await makeCandidate(await makeImage(projectId))
    const adopted = () => db().sourceImage.findUniqueOrThrow({ where: { parentCandidateId: candidate.id } })
    await adoptTurn({ candidateId: candidate.id })
    await db().candidate.update({ where: { id: candidate.id }, data: { sampleState: 'rejected' } })
    await adoptTurn({ candidateId: candidate.id })
    expect((await adopted()).archivedAt).not.toBeNull()
    await db().candidate.update({ where: { id: candidate.id }, data: { sampleState: 'accepted' } })
    await adoptTurn({ candidateId: candidate.id })
    expect((await adopted()).archivedAt).toBeNull()
  })
})

describe('losing the whole queue', () => {
  afterEach(() => closeQueues())

  test('loses no frame and no draft, and digs up nothing that is buried', async () => {
    const image = await storedImage({ ...bare, captionDueAt: new Date(0), captionAttempt: 1 })
    const moved = await moveFrame(reviewer, {
      id: image.id,
      version: 1,
      scaledWidth: 768,
      scaledHeight: 512,
      left: 0,
      top: 0,
    })
    await db().frame.update({ where: { id: moved.frame!.id }, data: { createdAt: new Date(0) } })
    await db().outbox.deleteMany()
    const mine = () => db().outbox.findMany({ where: { projectId }, select: { name: true } })
    await reconcileCatalog(1_000)
    expect((await mine()).map((row) => row.name).sort()).toEqual([
      'catalog.draft-caption',
      'catalog.render-frame',
    ])
    await reconcileCatalog(1_000)
    expect(await mine()).toHaveLength(2)
    await db().outbox.deleteMany()
    for (const jobId of [`catalog.draft-caption-${image.id}-1`, `catalog.render-frame-${moved.frame!.id}-1`])
      await db().deadLetter.create({
        data: { projectId, name: 'catalog', jobId, payload: {}, priority: 10, error: 'broken' },
      })
    await reconcileCatalog(1_000)
    expect(await mine()).toEqual([])
  })
})
