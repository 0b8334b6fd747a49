import type { Tx } from '@/lib/platform/db'

/** Something changed that an open page may show. Carries ids only; the page asks for the rest with its own rights. */
export interface LiveEvent {
  readonly projectId: string
  /** `import`, `expansion`, `generation`, `review`, `release`, `regions`, `seeds`, `images`, `jobs`, `people`. */
  readonly topic: string
  readonly id: string
  /** Only this person's pages are told, where given. */
  readonly userId?: string
}

export const liveChannel = 'exemplar_live'

/** Announces a change when the transaction commits. */
export const publish = async (tx: Tx, event: LiveEvent): Promise<void> => {
  await tx.$executeRaw`SELECT pg_notify(${liveChannel}, ${JSON.stringify(event)})`
}
