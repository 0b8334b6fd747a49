import { createRelease } from '@/lib/pipeline/release'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { until } from '../with-worker'

/** Seals what the round gave, so that a newcomer sees a release before making one. */
export const releaseDemo = async (admin: ProjectActor, signal: AbortSignal): Promise<void> => {
  const { projectId } = admin
  if ((await db().release.count({ where: { projectId } })) === 0)
    await createRelease(admin, {
      version: 'v1.0',
      notes: 'The first round: edits of the embedded procedural editor, judged by two people.',
    })
  await until(signal, async () => {
    const open = await db().release.count({ where: { projectId, status: 'sealing' } })
    return open === 0 ? true : undefined
  })
}
