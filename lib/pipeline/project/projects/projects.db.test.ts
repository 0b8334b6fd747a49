import { beforeEach, describe, expect, test } from 'vitest'
import { makeImage, makeMember, makeProject, makeRegion, makeUser } from '@/lib/pipeline/testing/rows'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { getSettings } from '../get-settings'
import { archiveProject } from './archive-project'
import { countLine } from './count-line'
import { createEditType } from './create-edit-type'
import { createProject } from './create-project'
import { getProject } from './get-project'
import { orderEditTypes } from './order-edit-types'
import { updateEditType } from './update-edit-type'
import { updateProject } from './update-project'

let projectId: string
let admin: ProjectActor & { userId: string }

beforeEach(async () => {
  projectId = (await makeProject()).id
  admin = await makeMember(projectId, 'admin')
})

describe('a new project', () => {
  const siteAdmin = async () => ({
    kind: 'session' as const,
    userId: (await makeUser({ siteAdmin: true })).id,
    siteAdmin: true,
    requestId: null,
  })

  test('has the ten edit types in two languages, and its creator as admin', async () => {
    const actor = await siteAdmin()
    const project = await createProject(actor, { name: `Cafés & interiors ${actor.userId.slice(-6)}` })
    expect(project.slug).toBe(`cafes-interiors-${actor.userId.slice(-6)}`)
    expect(project.editTypes.map(({ key }) => key)).toEqual([
      'add',
      'replace',
      'change-local',
      'change-color',
      'change-global',
      'transform-local',
      'transform-global',
      'turn',
      'other',
      'remove',
    ])
    expect(project.editTypes.every((type) => type.labelZh && type.definition && type.definitionZh)).toBe(true)
    expect(await db().membership.findMany({ where: { projectId: project.id } })).toMatchObject([
      { userId: actor.userId, role: 'admin' },
    ])
  })

  test('has an address even for a name without Latin letters, and never that of another', async () => {
    const actor = await siteAdmin()
    const project = await createProject(actor, { name: '初光' })
    expect(project.slug).toMatch(/^project-[0-9a-f]{8}$/)
    await expect(createProject(actor, { name: 'Twin', slug: project.slug })).rejects.toMatchObject({
      code: 'conflict',
      field: 'slug',
    })
  })

  test('is not for project admins to make', async () => {
    await expect(createProject(admin, { name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('changing a project', () => {
  test('a stale form is refused with both versions', async () => {
    const { version } = await getProject(admin)
    await updateProject(admin, { version, guidelines: 'first' })
    await expect(updateProject(admin, { version, guidelines: 'second' })).rejects.toMatchObject({
      code: 'conflict',
      field: 'version',
      detail: { yours: { guidelines: 'second' }, theirs: { guidelines: 'first', version: version + 1 } },
    })
  })

  test('settings that are left out stay as they are', async () => {
    const one = await updateProject(admin, { version: 1, settings: { image: { frameSize: 256 } } })
    await updateProject(admin, { version: one.version, settings: { leaseMinutes: 3 } })
    expect(await getSettings(projectId)).toMatchObject({
      leaseMinutes: 3,
      image: { frameSize: 256, captionMaxWords: 60 },
    })
  })

  test('a setting that is unknown or out of bounds is refused by name, and nothing is saved', async () => {
    const change = (settings: Record<string, unknown>) => updateProject(admin, { version: 1, settings })
    await expect(change({ leaseMinuts: 3 })).rejects.toMatchObject({ field: 'settings.leaseMinuts' })
    await expect(change({ image: { frameSize: 300 } })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'settings.image.frameSize',
    })
    await expect(change({ image: 5 })).rejects.toMatchObject({ code: 'bad-input', field: 'settings.image' })
    expect(await getProject(admin)).toMatchObject({ version: 1, settings: { leaseMinutes: 10 } })
  })

  test('is for admins only', async () => {
    const reviewer = await makeMember(projectId, 'reviewer')
    await expect(updateProject(reviewer, { version: 1, name: 'Taken over' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('it is archived once, and comes back', async () => {
    expect((await archiveProject(admin, true)).archivedAt).not.toBeNull()
    await expect(archiveProject(admin, true)).rejects.toMatchObject({ code: 'conflict' })
    expect((await archiveProject(admin, false)).archivedAt).toBeNull()
  })
})

describe('edit types', () => {
  const keys = async () => (await getProject(admin)).editTypes.map(({ key }) => key)

  test('are added at the end, under a key of their own', async () => {
    const type = { key: 'relight', label: 'Relight', region: 'none' as const, exportAs: 'Others', quota: 5 }
    expect(await createEditType(admin, type)).toMatchObject({ key: 'relight', quota: 5, archived: false })
    expect((await keys()).at(-1)).toBe('relight')
    await expect(createEditType(admin, type)).rejects.toMatchObject({ code: 'conflict', field: 'key' })
  })

  test('an archived type goes last and keeps its row; the last one in use stays', async () => {
    const [first, ...rest] = (await getProject(admin)).editTypes
    await updateEditType(admin, first!.id, { archived: true })
    expect((await getProject(admin)).editTypes.at(-1)).toMatchObject({ id: first!.id, archived: true })
    for (const type of rest.slice(1)) await updateEditType(admin, type.id, { archived: true })
    await expect(updateEditType(admin, rest[0]!.id, { archived: true })).rejects.toMatchObject({
      code: 'refused',
    })
    expect(await updateEditType(admin, first!.id, { archived: false })).toMatchObject({ archived: false })
  })

  test('a change touches what it names and nothing else', async () => {
    const [type] = (await getProject(admin)).editTypes
    expect(await updateEditType(admin, type!.id, { quota: null })).toEqual({ ...type, quota: null })
  })

  test('take the order that names each of them once', async () => {
    const ids = (await getProject(admin)).editTypes.map(({ id }) => id)
    await orderEditTypes(admin, ids.toReversed())
    expect((await getProject(admin)).editTypes.map(({ id }) => id)).toEqual(ids.toReversed())
    await expect(orderEditTypes(admin, ids.slice(1))).rejects.toMatchObject({ code: 'conflict' })
    await expect(orderEditTypes(admin, [...ids.slice(1), ids[1]!])).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('of another project do not exist', async () => {
    const elsewhere = await makeMember((await makeProject()).id, 'admin')
    const [type] = (await getProject(elsewhere)).editTypes
    await expect(updateEditType(admin, type!.id, { quota: 1 })).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('the line counts what waits in this project', async () => {
  const image = await makeImage(projectId, { caption: null, captionStatus: 'missing' })
  await makeImage(projectId)
  await makeRegion(image, { status: 'pending' })
  await makeRegion(image, { status: 'refused' })
  await db().seed.create({ data: { projectId, sourceImageId: image.id, status: 'submitted' } })
  await db().importRun.create({ data: { projectId, kind: 'upload', name: 'photos', status: 'running' } })
  await db().release.create({ data: { projectId, version: 'v1.0', title: '', rules: {}, status: 'sealed' } })
  await db().deadLetter.create({
    data: { projectId, name: 'a.b', jobId: 'a', payload: {}, priority: 1, error: 'no' },
  })
  await makeImage((await makeProject()).id, { captionStatus: 'missing' })
  expect(await countLine(admin)).toEqual({
    toCaption: 1,
    toReview: 1,
    instructions: 0,
    records: 0,
    regionsPending: 1,
    regionsRefused: 1,
    generating: 0,
    toJudge: 0,
    toApprove: 0,
    latestRelease: 'v1.0',
    deadLetters: 1,
    active: ['import'],
  })
})
