import { z } from 'zod'
import type { EngineIdentity } from '@/lib/engines/identity'
import { db } from '@/lib/platform/db'
import { silenceMs } from '@/lib/platform/queue/heartbeat'

const identity = z.object({
  name: z.string(),
  version: z.string(),
  isModel: z.boolean(),
  models: z.array(z.object({ name: z.string(), digest: z.string(), licence: z.string() })),
  provider: z.string(),
}) satisfies z.ZodType<EngineIdentity>

/** What a worker with models says in its heartbeat. */
export const workerInfo = z.object({
  engines: z
    .object({
      editor: identity.nullable(),
      encoder: identity.nullable(),
      segmenter: identity.nullable(),
    })
    .partial()
    .prefault({}),
})

export type InstalledEngines = Readonly<Record<'editor' | 'encoder' | 'segmenter', EngineIdentity | null>>

/**
 * The models that living workers run, by role. The web process never opens a model itself: what it knows of them is
 * what the workers say, and where two say different things, the one that started last counts.
 */
export const installedEngines = async (): Promise<InstalledEngines> => {
  const workers = await db().workerHeartbeat.findMany({
    where: { seenAt: { gt: new Date(Date.now() - silenceMs) } },
    orderBy: { startedAt: 'desc' },
    take: 200,
  })
  const said = workers.map(({ info }) => workerInfo.safeParse(info).data?.engines ?? {})
  const first = (role: keyof InstalledEngines) =>
    said.map((engines) => engines[role] ?? null).find((engine) => engine !== null) ?? null
  return { editor: first('editor'), encoder: first('encoder'), segmenter: first('segmenter') }
}
