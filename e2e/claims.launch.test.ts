import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type Launched, launch, makeHome, removeHome } from '../bin/testing/installation'
import { clientOf } from './support/client'
import { openDatabase } from './support/database'
import { addItems, addMember, addProject } from './support/rows'

// Twenty people judge at once over HTTP. Some are killed with items in their hands or with a decision on its way, some
// dawdle until the clock has taken their lease; the queue still ends with every item decided once, by who held it.

const clients = 20
/** CLAIMS_PER_CLIENT=500 is the full size; it takes minutes. */
const perClient = Number(process.env.CLAIMS_PER_CLIENT || 25)
const items = clients * perClient

const killRate = 0.04
const cutOffRate = 0.03
const dawdleRate = 0.05
/** Of the leases that run at a tick of the clock, how many end early. */
const expiryRate = 0.1
const tickMs = 150

let home: string
let product: Launched
let pool: pg.Pool
let baseURL: string

beforeAll(async () => {
  home = makeHome()
  const port = await freePort()
  baseURL = `http://127.0.0.1:${port}`
  product = launch('start.mjs', ['--no-demo'], {
    EXEMPLAR_HOME: home,
    PORT: String(port),
    LOG_LEVEL: 'error',
  })
  await product.says(/Exemplar is ready/)
  pool = openDatabase(home)
}, 900_000)

afterAll(async () => {
  await pool?.end()
  product?.process.kill('SIGTERM')
  await product?.ended
  removeHome(home)
})

/** Mulberry32: the same dice in every run, whatever the order in which the answers come. */
const diceOf = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Account {
  readonly id: string
  readonly token: string
}

interface Acknowledged {
  readonly itemId: string
  readonly token: number
  readonly userId: string
}

test(
  `decides each of ${items} items once, by the token that holds it, whoever dies or sleeps`,
  async () => {
    const project = await addProject(pool, { leaseMinutes: 1, requireApproval: false })
    await addItems(pool, project, items)
    // More people than clients: who takes a dead one's place is somebody else, and cannot simply take up their leases.
    const accounts: Account[] = []
    for (let count = 0; count < clients + 10; count += 1)
      accounts.push(await addMember(pool, project.id, 'rater'))

    const acknowledged: Acknowledged[] = []
    const refused: { itemId: string; token: number; code: string }[] = []
    const seen = { killed: 0, cutOff: 0, dawdled: 0, expired: 0 }
    const left = async () => {
      const { rows } = await pool.query(
        `SELECT count(*)::int AS left FROM "ReviewItem" WHERE "projectId" = $1 AND status = 'pending'`,
        [project.id],
      )
      return rows[0].left as number
    }
    let over = false

    /** One life of a client, until it is killed (true) or all is decided (false). */
    const live = async (account: Account, dice: () => number): Promise<boolean> => {
      const { api, fetch } = clientOf(baseURL, account.token)
      while (!over) {
        const held = await api.review.claim({ project: project.id, ahead: 1 + Math.floor(dice() * 3) })
        if (held.length === 0) await sleep(tickMs)
        for (const item of held) {
          const token = item.lease!.token
          const roll = dice()
          if (roll < killRate) {
            seen.killed += 1
            return true
          }
          const judgement = { verdict: 'accept', candidateId: item.candidates[0]!.id } as const
          if (roll < killRate + cutOffRate) {
            // Killed with the decision on its way: whether it counted, nobody is told.
            seen.cutOff += 1
            await fetch(`/api/v1/projects/${project.id}/review/items/${item.id}/decision`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ token, judgement }),
              signal: AbortSignal.timeout(1 + Math.floor(dice() * 20)),
            }).catch(() => {})
            return true
          }
          if (roll < killRate + cutOffRate + dawdleRate) {
            seen.dawdled += 1
            await sleep(3 * tickMs)
          }
          try {
            await api.review.decide({ project: project.id, id: item.id, token, judgement })
            acknowledged.push({ itemId: item.id, token, userId: account.id })
          } catch (error) {
            refused.push({ itemId: item.id, token, code: (error as { code: string }).code })
          }
        }
      }
      return false
    }

    const free = accounts.slice(clients)
    const seat = async (first: Account, number: number) => {
      const dice = diceOf(number + 1)
      let account = first
      while (await live(account, dice)) {
        const next = free.shift()
        free.push(account)
        account = next ?? account
      }
    }

    /** The clock: what it does in minutes, in moments. */
    const clock = async () => {
      while (!over) {
        const { rowCount } = await pool.query(
          `UPDATE "ReviewItem" SET "leaseUntil" = now() - interval '1 second'
           WHERE "projectId" = $1 AND status = 'pending' AND "leaseUntil" > now() AND random() < $2`,
          [project.id, expiryRate],
        )
        seen.expired += rowCount ?? 0
        over = (await left()) === 0
        await sleep(tickMs)
      }
    }

    const begun = performance.now()
    const seats = accounts.slice(0, clients).map(seat)
    await Promise.all([clock(), ...seats])
    const seconds = (performance.now() - begun) / 1000
    console.log(`${items} items in ${seconds.toFixed(1)} s`, seen, `${refused.length} refused`)

    const { rows: decided } = await pool.query(
      `SELECT item.id, item.status, item."leaseToken" AS held, item."decidedById" AS decider, count(decision.id)::int AS times,
         min(decision."leaseToken") AS token, min(decision."actorId"::text) AS actor
       FROM "ReviewItem" item LEFT JOIN "Decision" decision ON decision."itemId" = item.id
       WHERE item."projectId" = $1 GROUP BY item.id`,
      [project.id],
    )
    expect(decided).toHaveLength(items)
    expect(decided.filter(({ status, times }) => status !== 'settled' || times !== 1)).toEqual([])
    // A token only grows, so the decision's being the last proves that nobody was handed the item after.
    expect(decided.filter(({ held, token, decider, actor }) => held !== token || decider !== actor)).toEqual(
      [],
    )

    const byItem = new Map(decided.map((row) => [row.id, row]))
    expect(new Set(acknowledged.map(({ itemId }) => itemId)).size).toBe(acknowledged.length)
    expect(
      acknowledged.filter(({ itemId, token, userId }) => {
        const row = byItem.get(itemId)
        return row.token !== token || row.actor !== userId
      }),
    ).toEqual([])
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['stale-lease']))
    expect(refused.filter(({ itemId, token }) => byItem.get(itemId).token <= token)).toEqual([])

    // The samples are what the decisions say, once each.
    const { rows: samples } = await pool.query(
      `SELECT count(*)::int AS accepted FROM "Candidate" WHERE "projectId" = $1 AND "sampleState" = 'accepted'`,
      [project.id],
    )
    expect(samples[0].accepted).toBe(items)

    // What the test is about did happen.
    expect(Math.min(seen.killed, seen.cutOff, seen.dawdled, seen.expired, refused.length)).toBeGreaterThan(0)
    expect(decided.filter(({ token }) => token > 1).length).toBeGreaterThan(0)
  },
  Math.max(180_000, items * 100),
)
