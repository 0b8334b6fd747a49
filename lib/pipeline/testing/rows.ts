import { createHash, randomUUID } from 'node:crypto'
import type { ProjectActor, Role } from '@/lib/platform/auth/actor'
import { db, type Prisma } from '@/lib/platform/db'

// Small builders for integration tests: each makes one valid row, with what the test cares about overridden.

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

export const makeUser = (over: Partial<Prisma.UserCreateInput> = {}) => {
  const id = randomUUID()
  return db().user.create({ data: { id, email: `${id}@example.org`, name: 'Somebody', ...over } })
}

export const makeProject = async (over: Partial<Prisma.ProjectCreateInput> = {}) => {
  const slug = `p-${randomUUID()}`
  const project = await db().project.create({ data: { slug, name: 'A project', ...over } })
  await db().editType.createMany({
    data: [
      {
        key: 'change-color',
        label: 'Change color',
        region: 'required',
        exportAs: 'Change Color',
        position: 0,
        quota: 3,
      },
      {
        key: 'change-global',
        label: 'Change global',
        region: 'none',
        exportAs: 'Change Global',
        position: 1,
      },
      { key: 'add', label: 'Add', region: 'optional', exportAs: 'Add', position: 2 },
    ].map((type) => ({ ...type, projectId: project.id }) as Prisma.EditTypeCreateManyInput),
  })
  return project
}

export const editTypeOf = (projectId: string, key: string) =>
  db().editType.findUniqueOrThrow({ where: { projectId_key: { projectId, key } } })

/** A new person with a role in the project, as the actor that stage verbs take. */
export const makeMember = async (
  projectId: string,
  role: Role,
): Promise<ProjectActor & { userId: string }> => {
  const user = await makeUser()
  await db().membership.create({ data: { projectId, userId: user.id, role } })
  return { kind: 'session', userId: user.id, siteAdmin: false, requestId: null, projectId, role }
}

/** A captioned photograph with its frame; the blobs are named but not stored. */
export const makeImage = async (
  projectId: string,
  over: Partial<Prisma.SourceImageUncheckedCreateInput> = {},
) => {
  const name = sha(randomUUID())
  const image = await db().sourceImage.create({
    data: {
      projectId,
      name: 'coffee.png',
      sha256: name,
      originalSha256: name,
      thumbSha: name,
      width: 600,
      height: 400,
      phash: 0n,
      caption: 'a cup of coffee on a wooden table',
      captionStatus: 'confirmed',
      captionBy: 'person',
      ...over,
    },
  })
  const frame = await db().frame.create({
    data: {
      projectId,
      sourceImageId: image.id,
      scaledWidth: 768,
      scaledHeight: 512,
      left: 128,
      top: 0,
      size: 512,
      sha256: name,
    },
  })
  return db().sourceImage.update({ where: { id: image.id }, data: { frameId: frame.id } })
}

export const makeRegion = async (
  image: { id: string; projectId: string; frameId: string | null },
  over: Partial<Prisma.RegionUncheckedCreateInput> = {},
) => {
  if (!image.frameId) throw new Error('the image has no frame')
  const name = sha(randomUUID())
  return db().region.create({
    data: {
      projectId: image.projectId,
      sourceImageId: image.id,
      frameId: image.frameId,
      label: 'coffee',
      origin: 'label',
      input: { kind: 'box', x: 100, y: 100, width: 100, height: 100 },
      labelled: true,
      status: 'ready',
      fineSha: name,
      contourSha: name,
      boxSha: name,
      softSha: name,
      bbox: { x: 100, y: 100, width: 100, height: 100 },
      areaFraction: 0.04,
      contourCount: 1,
      ...over,
    },
  })
}

/** An instruction record of an image, ready to be generated. */
export const makeRecord = async (
  image: { id: string; projectId: string },
  over: Partial<Prisma.InstructionRecordUncheckedCreateInput> = {},
) => {
  const { projectId } = image
  const project = await db().project.update({ where: { id: projectId }, data: { nextIdx: { increment: 1 } } })
  const type = await editTypeOf(projectId, 'change-color')
  const instruction = over.instruction ?? 'Turn the coffee green'
  return db().instructionRecord.create({
    data: {
      projectId,
      idx: project.nextIdx - 1n,
      sourceImageId: image.id,
      editTypeId: type.id,
      instruction,
      sourceCaption: 'a cup of coffee on a wooden table',
      targetCaption: 'a cup of green coffee on a wooden table',
      editObject: 'coffee',
      fingerprint: instruction,
      engine: { name: 'test', version: '1', isModel: false, models: [], provider: 'host' },
      ...over,
    },
  })
}
