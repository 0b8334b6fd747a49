import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { getProject } from './get-project'
import { mergeSettings } from './merge-settings'
import type { ProjectChange, ProjectView } from './schema'

/** Changes name, guidelines or settings over the version that the actor had; otherwise both versions are given back. */
export const updateProject = (
  actor: ProjectActor,
  { version, settings, ...change }: ProjectChange,
): Promise<ProjectView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const now = await getProject(actor, tx)
    const { count } = await tx.project.updateMany({
      where: { id: actor.projectId, version },
      data: {
        ...change,
        ...(settings && { settings: mergeSettings(now.settings, settings) }),
        version: { increment: 1 },
      },
    })
    if (count === 0)
      throw new ExemplarError(
        'conflict',
        'Somebody changed the project since you opened it; nothing was saved.',
        {
          field: 'version',
          fix: 'Compare both versions and save the one that you want.',
          detail: { yours: { ...change, settings }, theirs: await getProject(actor, tx) },
        },
      )
    await audit(tx, actor, {
      action: 'project.updated',
      objectType: 'project',
      objectId: actor.projectId,
      detail: {
        changed: [...Object.keys(change), ...Object.keys(settings ?? {}).map((key) => `settings.${key}`)],
      },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'project', id: actor.projectId })
    return getProject(actor, tx)
  })
