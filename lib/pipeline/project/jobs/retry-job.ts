import type { ProjectActor } from '@/lib/platform/auth/actor'
import { retryDeadLetter } from '@/lib/platform/queue/dead-letters'

/** Makes the work of a dead letter due again, as its stage says. */
export const retryJob = async (actor: ProjectActor, id: string): Promise<{ id: string }> => {
  // The list of all handlers stands above the stages, and this one is of them; loaded here, it makes no cycle.
  const { handlers } = await import('@/lib/pipeline/handlers')
  await retryDeadLetter(handlers, actor, id)
  return { id }
}
