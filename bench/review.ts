// review: fifty raters with real sessions judge 100,000 pending items over HTTP; and what a claim costs among a million
import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type pg from 'pg'
import { freePort, launch, makeHome, removeHome } from '@/bin/testing/installation'
import { type Client, signIn } from '@/e2e/support/client'
import { openDatabase } from '@/e2e/support/database'
import { addItems, addPerson, addProject } from '@/e2e/support/rows'
import { hashPassword } from '@/lib/platform/auth/password'

/**
 * `duplicates` are items that were decided twice or were in two people's hands at once; `lost` are decisions that the
 * server acknowledged and the database does not hold as they were sent. `p50_ms`, `p95_ms` and `p99_ms` are of all
 * claims and decisions under that load. `claim_ratio` is the 95th percentile of a claim among `claim_large_pending` over
 * that among 10,000, by a few people who take turns between the two, so that both meet the same machine.
 */
const raters = 50
const pending = 100_000
const decisions = 3_000
const ahead = 3
const small = 10_000
const large = Number(process.env.REVIEW_LARGE || 1_000_000)
const ratioClaims = 600

interface Seat {
  readonly id: string
  readonly client: Client
}

interface Sent {
  readonly itemId: string
  readonly token: number
  readonly userId: string
  readonly verdict: 'accept' | 'reject'
}

const percentile = (times: readonly number[], share: number): number => {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

const say = (text: string) => process.stderr.write(`· ${text}\n`)

const timed = async <T>(into: number[], work: () => Promise<T>): Promise<T> => {
  const begun = performance.now()
  const done = await work()
  into.push(performance.now() - begun)
  return done
}

const password = `bench ${randomUUID()}`

const seatPeople = async (pool: pg.Pool, baseURL: string, projectId: string, count: number, hash: string) => {
  const seats: Seat[] = []
  for (let seat = 0; seat < count; seat += 1) {
    const { id, email } = await addPerson(pool, projectId, 'rater', hash)
    seats.push({ id, client: await signIn(baseURL, email, password) })
  }
  return seats
}

/** Everybody claims three and decides on them, again and again, until enough is decided. */
const judge = async (projectId: string, seats: readonly Seat[]) => {
  const claimTimes: number[] = []
  const decideTimes: number[] = []
  const sent: Sent[] = []
  /** Who holds an item now; the leases of this bench outlive it, so nobody else may be handed it. */
  const holder = new Map<string, string>()
  let handedTwice = 0
  let claims = 0
  const work = async ({ id: userId, client: { api } }: Seat) => {
    while (sent.length < decisions) {
      const held = await timed(claimTimes, () => api.review.claim({ project: projectId, ahead }))
      claims += held.length
      for (const item of held) {
        if (holder.has(item.id) && holder.get(item.id) !== userId) handedTwice += 1
        holder.set(item.id, userId)
        const candidateId = item.candidates[0]?.id
        const token = item.lease?.token
        if (!candidateId || token === undefined) throw new Error('an item without a candidate or a lease')
        const verdict = sent.length % 4 === 0 ? 'reject' : 'accept'
        await timed(decideTimes, () =>
          api.review.decide({
            project: projectId,
            id: item.id,
            token,
            clientId: randomUUID(),
            judgement:
              verdict === 'accept'
                ? { verdict, candidateId, elapsedMs: 1_000 }
                : { verdict, reasons: ['artifacts'], elapsedMs: 1_000 },
          }),
        )
        sent.push({ itemId: item.id, token, userId, verdict })
      }
    }
  }
  const begun = performance.now()
  await Promise.all(seats.map(work))
  const seconds = (performance.now() - begun) / 1000
  return { claimTimes, decideTimes, sent, handedTwice, claims, seconds }
}

/** What the database holds, against what was acknowledged. */
const audit = async (pool: pg.Pool, projectId: string, sent: readonly Sent[]) => {
  const { rows } = await pool.query(
    `SELECT "itemId", "actorId", verdict, "leaseToken" FROM "Decision" WHERE "projectId" = $1`,
    [projectId],
  )
  const stored = new Map<string, (typeof rows)[number][]>()
  for (const row of rows) stored.set(row.itemId, [...(stored.get(row.itemId) ?? []), row])
  const lost = sent.filter(
    ({ itemId, token, userId, verdict }) =>
      !stored
        .get(itemId)
        ?.some((row) => row.actorId === userId && row.verdict === verdict && row.leaseToken === token),
  ).length
  return { decidedTwice: [...stored.values()].filter((own) => own.length > 1).length, lost }
}

/** Claims by a few people in either project in turn, each decided, so that the queue moves on. */
const compareClaims = async (pairs: readonly (readonly [Seat, string])[][]) => {
  const times: number[][] = pairs.map(() => [])
  const turn = async (seat: number) => {
    for (let claim = 0; claim < ratioClaims / (pairs[0]?.length ?? 1); claim += 1)
      for (const [at, people] of pairs.entries()) {
        const [person, projectId] = people[seat] ?? []
        if (!person || !projectId) return
        const { api } = person.client
        const [item] = await timed(times[at] ?? [], () => api.review.claim({ project: projectId, ahead: 1 }))
        if (!item?.lease) throw new Error('nothing to claim')
        const { token } = item.lease
        await api.review.decide({
          project: projectId,
          id: item.id,
          token,
          judgement: { verdict: 'reject', reasons: ['artifacts'] },
        })
      }
  }
  await Promise.all((pairs[0] ?? []).map((_, seat) => turn(seat)))
  // The first tenth warms up plans and caches.
  return times.map((own) => percentile(own.slice(Math.floor(own.length / 10)), 0.95))
}

const home = makeHome()
const port = await freePort()
const baseURL = `http://127.0.0.1:${port}`
say('starting Exemplar')
const product = launch('start.mjs', ['--no-demo'], {
  EXEMPLAR_HOME: home,
  PORT: String(port),
  LOG_LEVEL: 'error',
})
let pool: pg.Pool | undefined
try {
  await product.says(/Exemplar is ready/)
  pool = openDatabase(home)
  const hash = await hashPassword(password)
  const settings = { leaseMinutes: 60 }
  const main = await addProject(pool, settings)
  say(`writing ${pending} items`)
  await addItems(pool, main, pending)
  const seats = await seatPeople(pool, baseURL, main.id, raters, hash)
  say(`${raters} raters judge ${decisions} items`)
  const done = await judge(main.id, seats)
  const { decidedTwice, lost } = await audit(pool, main.id, done.sent)

  const [few, many] = [await addProject(pool, settings), await addProject(pool, settings)]
  say(`writing ${small} and ${large} items`)
  await addItems(pool, few, small)
  await addItems(pool, many, large)
  await pool.query('VACUUM ANALYZE')
  const pairs = []
  for (const { id } of [few, many]) {
    const people = await seatPeople(pool, baseURL, id, 4, hash)
    pairs.push(people.map((seat) => [seat, id] as const))
  }
  say('comparing claims')
  const [smallMs = 0, largeMs = 0] = await compareClaims(pairs)

  const all = [...done.claimTimes, ...done.decideTimes]
  const round = (value: number, digits = 1) => Number(value.toFixed(digits))
  console.log(
    JSON.stringify({
      bench: 'review',
      raters,
      pending,
      decisions: done.sent.length,
      claims_s: round(done.claims / done.seconds),
      decisions_s: round(done.sent.length / done.seconds),
      p50_ms: round(percentile(all, 0.5)),
      p95_ms: round(percentile(all, 0.95)),
      p99_ms: round(percentile(all, 0.99)),
      claim_p95_ms: round(percentile(done.claimTimes, 0.95)),
      decide_p95_ms: round(percentile(done.decideTimes, 0.95)),
      duplicates: done.handedTwice + decidedTwice,
      lost,
      claim_small_p95_ms: round(smallMs),
      claim_large_pending: large,
      claim_large_p95_ms: round(largeMs),
      claim_ratio: round(largeMs / smallMs, 2),
    }),
  )
} finally {
  await pool?.end()
  product.process.kill('SIGTERM')
  await product.ended
  removeHome(home)
}
