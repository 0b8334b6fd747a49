import { randomBytes, randomInt } from 'node:crypto'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { unitHash } from './quality/share-of-items'

type ItemRow = Prisma.ReviewItemGetPayload<Record<never, never>>

interface Gold {
  id: string
  taskId: string
  recordId: string
}

/**
 * Gold items that a person has neither been handed nor judged in earnest nor written, in an order that is their own:
 * two people who compare notes see no pattern.
 */
const unseenGold = (tx: Tx, actor: ProjectActor, count: number): Promise<Gold[]> => {
  const userId = personOf(actor)
  return tx.$queryRaw<Gold[]>`
    SELECT gold.id, gold."taskId", gold."recordId" FROM "GoldItem" gold
      JOIN "InstructionRecord" record ON record.id = gold."recordId"
    WHERE gold."projectId" = ${actor.projectId}::uuid AND gold."retiredAt" IS NULL
      AND record."createdById" IS DISTINCT FROM ${userId}::uuid
      AND NOT EXISTS (SELECT 1 FROM "ReviewItem" given
        WHERE given."taskId" = gold."taskId" AND given.audience = ${userId}::text)
      AND NOT EXISTS (SELECT 1 FROM "ReviewItem" real JOIN "Decision" own ON own."itemId" = real.id
        WHERE real."taskId" = gold."taskId" AND own."actorId" = ${userId}::uuid)
    ORDER BY md5(gold.id::text || ${userId}::text) LIMIT ${count}`
}

/** A UUIDv7 of about the moment of another: ids tell when they were made, and a gold item is made when it is due. */
const idNear = (other: string): string => {
  const at = Number.parseInt(other.replaceAll('-', '').slice(0, 12), 16) - randomInt(1, 5_000)
  const random = randomBytes(10)
  random[0] = 0x70 | ((random[0] ?? 0) & 0x0f)
  random[2] = 0x80 | ((random[2] ?? 0) & 0x3f)
  const hex = at.toString(16).padStart(12, '0') + random.toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Null where another claim of the same person was faster. */
const giveGold = async (
  tx: Tx,
  actor: ProjectActor,
  { id, taskId, recordId }: Gold,
  like: Partial<ItemRow> & { id: string },
): Promise<ItemRow | null> => {
  const userId = personOf(actor)
  const [given] = await tx.reviewItem.createManyAndReturn({
    skipDuplicates: true,
    data: {
      id: idNear(like.id),
      projectId: actor.projectId,
      taskId,
      recordId,
      goldId: id,
      audience: userId,
      assignedToId: userId,
      priority: like.priority ?? 10,
      ...(like.leaseUntil && {
        leaseUserId: userId,
        leaseToken: like.leaseToken ?? 1,
        leaseSince: like.leaseSince ?? new Date(),
        leaseUntil: like.leaseUntil,
      }),
    },
  })
  return given ?? null
}

/**
 * Puts gold items in the place of a share of the items that were just handed out, which go back to where they were. Each
 * place is drawn anew with each lease, so the share holds on average and no item is gold's neighbour for ever.
 */
export const mixGoldIn = async (
  actor: ProjectActor,
  rows: readonly ItemRow[],
  fresh: ReadonlySet<string>,
  share: number,
): Promise<ItemRow[]> => {
  const due = rows.filter(
    (row) =>
      row.goldId === null &&
      row.assignedToId === null &&
      fresh.has(row.id) &&
      unitHash(`gold ${actor.userId} ${row.id} ${row.leaseToken}`) < share,
  )
  if (due.length === 0) return [...rows]
  return transaction(async (tx) => {
    const golds = await unseenGold(tx, actor, due.length)
    const given = new Map<string, ItemRow>()
    for (const [at, gold] of golds.entries()) {
      const row = due[at]
      if (!row) break
      const instead = await giveGold(tx, actor, gold, row)
      if (!instead) continue
      given.set(row.id, instead)
      await tx.reviewItem.updateMany({
        where: { id: row.id, leaseUserId: row.leaseUserId, leaseToken: row.leaseToken },
        data: { leaseUserId: null, leaseUntil: null },
      })
    }
    return rows
      .map((row) => given.get(row.id) ?? row)
      .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))
  })
}

/**
 * Makes the quiz's items for a person, as far as there are gold items: of `size`, those that are neither answered nor
 * waiting already. Returns how many wait now.
 */
export const prepareQuiz = (actor: ProjectActor, size: number, answered: number): Promise<number> =>
  transaction(async (tx) => {
    const userId = personOf(actor)
    const { projectId } = actor
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`quiz ${projectId} ${userId}`}, 0))`
    const waiting = await tx.reviewItem.count({
      where: { projectId, assignedToId: userId, status: 'pending', goldId: { not: null } },
    })
    const golds = await unseenGold(tx, actor, Math.max(0, size - answered - waiting))
    for (const gold of golds) await giveGold(tx, actor, gold, { id: gold.id })
    return waiting + golds.length
  })
