import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Tx } from '@/lib/platform/db'

/** The minor version after the highest one: v1.4 after v1.3, v1.0 at first. */
export const suggestVersion = async (actor: ProjectActor, tx: Tx = db()): Promise<string> => {
  const [highest] = await tx.$queryRaw<{ parts: number[] }[]>`
    SELECT string_to_array(substr(version, 2), '.')::int[] AS parts FROM "Release"
    WHERE "projectId" = ${actor.projectId}::uuid ORDER BY parts DESC LIMIT 1`
  const [major = 1, minor = -1] = highest?.parts ?? []
  return `v${major}.${minor + 1}`
}
