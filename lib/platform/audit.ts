import type { ProjectActor, UserActor } from './auth/actor'
import type { Prisma, Tx } from './db'

export interface AuditEntry {
  /** `<object>.<past tense>`: `seed.approved`. */
  readonly action: string
  readonly objectType: string
  readonly objectId: string
  /** What changed, small and free of secrets. */
  readonly detail?: Prisma.InputJsonObject
}

/** Writes the audit row of a mutation, in the mutation's own transaction. */
export const audit = async (tx: Tx, actor: UserActor | ProjectActor, entry: AuditEntry): Promise<void> => {
  await tx.auditEvent.create({
    data: {
      projectId: 'projectId' in actor ? actor.projectId : null,
      actorId: actor.userId,
      actorKind: actor.kind,
      action: entry.action,
      objectType: entry.objectType,
      objectId: entry.objectId,
      detail: entry.detail ?? {},
      requestId: actor.requestId,
    },
  })
}
