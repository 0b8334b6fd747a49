import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { type FrozenAbout, freezeAbout } from './freeze-about'
import { sealReleaseJob } from './jobs'
import { previewRules } from './preview-release'
import { resolveRules } from './resolve-rules'
import { type NewRelease, newRelease, type ReleasePreview } from './schema'
import { suggestVersion } from './suggest-version'

/** Why nothing is left, with the counts by reason for the screen. */
const refuseEmpty = ({ considered, excluded }: ReleasePreview) =>
  new ExemplarError(
    'bad-input',
    considered === 0
      ? 'Nothing has been accepted in this project yet, so the release would be empty.'
      : `None of the ${considered} accepted candidates passes these rules, so the release would be empty.`,
    {
      field: 'rules',
      fix:
        considered === 0
          ? 'Accept samples at the desk first.'
          : `Loosen the rule that leaves out the most: ${[...excluded].sort((a, b) => b.rows - a.rows)[0]?.reason}.`,
      detail: { excluded },
    },
  )

const insertRelease = async (
  tx: Tx,
  actor: ProjectActor,
  version: string,
  { title, notes, rules, about }: { title: string; notes: string; rules: object; about: FrozenAbout },
) => {
  try {
    return await tx.release.create({
      data: {
        projectId: actor.projectId,
        version,
        title,
        notes,
        rules: rules as Prisma.InputJsonObject,
        about: about as unknown as Prisma.InputJsonObject,
        attempt: 1,
        createdById: actor.userId,
      },
    })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw new ExemplarError('conflict', `There is a release ${version} already.`, {
        field: 'version',
        fix: 'Choose another version.',
      })
    throw error
  }
}

/** The API has checked it already; the command line has not. */
const parseInput = (input: NewRelease) => {
  const parsed = newRelease.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ExemplarError('bad-input', issue?.message ?? 'The release is not valid.', {
    ...(issue && { field: issue.path.join('.') }),
  })
}

/**
 * Begins a release: its rules and what its files will say of it are frozen here, its rows by the job. Returns its id.
 * Rules that take nothing are refused with the counts of what they leave out.
 */
export const createRelease = (actor: ProjectActor, input: NewRelease): Promise<string> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { version: wished, title, notes, about, rules: asked } = parseInput(input)
    const { projectId } = actor
    const rules = await resolveRules(tx, projectId, asked)
    const preview = await previewRules(tx, projectId, rules)
    if (preview.rows === 0) throw refuseEmpty(preview)
    const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } })
    const version = wished ?? (await suggestVersion(actor, tx))
    const release = await insertRelease(tx, actor, version, {
      title: title ?? project.name,
      notes,
      rules,
      about: await freezeAbout(tx, projectId, { name: title ?? project.name, rules, ...about }),
    })
    await enqueue(
      tx,
      sealReleaseJob,
      [{ rowId: release.id, attempt: 1, payload: { releaseId: release.id, attempt: 1 } }],
      { priority: 1, projectId },
    )
    await audit(tx, actor, {
      action: 'release.created',
      objectType: 'release',
      objectId: release.id,
      detail: { version, rows: preview.rows },
    })
    await publish(tx, { projectId, topic: 'release', id: release.id })
    return release.id
  }, 120_000)
