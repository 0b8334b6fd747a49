import { expansionOrder, startRun } from '@/lib/pipeline/expansion'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { until } from '../with-worker'

/** Both steps of expansion, small: what the seeds were good for shows on its page, and the next run has records. */
export const expandDemo = async (admin: ProjectActor, signal: AbortSignal): Promise<void> => {
  const { projectId } = admin
  const orders = [
    expansionOrder.parse({ kind: 'instructions', engine: 'offline', count: 40 }),
    expansionOrder.parse({ kind: 'records', engine: 'offline', perImage: 3 }),
  ]
  for (const order of orders) {
    if ((await db().expansionRun.count({ where: { projectId, kind: order.kind } })) === 0)
      await startRun(admin, { order, seed: 1 })
    await until(signal, async () => {
      const open = await db().expansionRun.count({
        where: { projectId, status: { in: ['queued', 'running'] } },
      })
      return open === 0 ? true : undefined
    })
  }
}
