import { beforeAll, describe, expect, test } from 'vitest'
import { encodeRle } from '@/lib/imaging/masks/rle'
import { createMask } from '@/lib/imaging/raster'
import { makeImage, makeMember, makeProject, makeRegion } from '@/lib/pipeline/testing/rows'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { createRegion } from './create-region'
import { regionsOfImage } from './list-regions'
import { listVersions } from './list-versions'
import { saveMask } from './save-mask'

let actor: ProjectActor
let image: Awaited<ReturnType<typeof makeImage>>

beforeAll(async () => {
  const project = await makeProject()
  actor = await makeMember(project.id, 'rater')
  image = await makeImage(project.id)
})

const rleOf = (marked: number, size = 512) => {
  const mask = createMask(size, size)
  mask.data.fill(255, 0, marked)
  return encodeRle(mask)
}
const rle = rleOf(40_000)
const save = (id: string, seenId: string, over: object = {}) =>
  saveMask(actor, { id, seenId, rle, beside: false, ...over })

describe('saving a mask', () => {
  test('makes a version over the one that was opened, and leaves that as it is', async () => {
    const first = await makeRegion(image)
    const before = await db().region.findUniqueOrThrow({ where: { id: first.id } })
    const saved = await save(first.id, first.id, { engines: ['segmenter/grabcut'] })
    expect(saved).toMatchObject({ parentId: first.id, label: 'coffee', status: 'pending', origin: 'brush' })
    expect(await db().region.findUniqueOrThrow({ where: { id: first.id } })).toEqual(before)
    expect(await db().auditEvent.count({ where: { objectId: saved.id, action: 'region.drawn' } })).toBe(1)

    const { latestId, items, frame } = await listVersions(actor, first.id)
    expect(latestId).toBe(saved.id)
    expect(frame.size).toBe(512)
    expect(items.map(({ id, number, parentId }) => [id, number, parentId])).toEqual([
      [saved.id, 2, first.id],
      [first.id, 1, null],
    ])
    expect(items[0]).toMatchObject({ madeBy: 'Somebody', engines: ['segmenter/grabcut'], sameFrame: true })
    expect(items[0]?.name).toMatch(/ · coffee · v2$/)
    expect(await listVersions(actor, saved.id)).toMatchObject({
      latestId,
      items: [{ number: 2 }, { number: 1 }],
    })
  })

  test('tells of a newer version instead of passing it by, and keeps both when asked to', async () => {
    const first = await makeRegion(image)
    const theirs = await save(first.id, first.id)
    await expect(save(first.id, first.id)).rejects.toMatchObject({
      code: 'conflict',
      detail: { latestId: theirs.id },
    })
    const mine = await save(first.id, first.id, { beside: true })
    expect((await listVersions(actor, first.id)).items.map(({ id }) => id)).toEqual([
      mine.id,
      theirs.id,
      first.id,
    ])
  })

  test('of two at the same time one is saved and the other is told', async () => {
    const first = await makeRegion(image)
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => save(first.id, first.id)))
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toHaveLength(5)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'conflict' })
    expect((await listVersions(actor, first.id)).items).toHaveLength(2)
  })

  test.each([
    ['an empty mask', rleOf(0), 'input.rle.counts', /empty/],
    ['a full mask', rleOf(512 * 512), 'input.rle.counts', /whole picture/],
    ['a mask of another size', rleOf(900, 256), 'input.rle.size', /256 × 256, its frame 512 × 512/],
    [
      'runs that do not fill it',
      { size: [512, 512] as [number, number], counts: '0' },
      'input.rle.counts',
      /add up/,
    ],
  ])('refuses %s, with the field', async (_, bad, field, message) => {
    const first = await makeRegion(image)
    await expect(save(first.id, first.id, { rle: bad })).rejects.toMatchObject({
      code: 'bad-input',
      field,
      message,
    })
    const drawn = { imageId: image.id, frameId: first.frameId, label: 'coffee', labelled: false }
    await expect(createRegion(actor, { ...drawn, input: { kind: 'mask', rle: bad } })).rejects.toMatchObject({
      code: 'bad-input',
      field,
    })
    expect((await listVersions(actor, first.id)).items).toHaveLength(1)
  })

  test('of another project it finds nothing', async () => {
    const other = await makeProject()
    const stranger = await makeMember(other.id, 'admin')
    const first = await makeRegion(image)
    await expect(
      saveMask(stranger, { id: first.id, seenId: first.id, rle, beside: false }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(listVersions(stranger, first.id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a correction that was refused does not hide what it corrects', async () => {
    const own = await makeImage(image.projectId)
    const first = await makeRegion(own)
    const saved = await save(first.id, first.id)
    expect((await regionsOfImage(actor, own.id)).map(({ id }) => id)).toEqual([saved.id])
    await db().region.update({ where: { id: saved.id }, data: { status: 'refused' } })
    expect((await regionsOfImage(actor, own.id)).map(({ id }) => id)).toContain(first.id)
  })
})
