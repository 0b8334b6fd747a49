import type { ApiProblem } from '@/lib/ui/api/api-error'
import type { Entry, Theirs } from './entry'
import type { OutboxStore } from './outbox-store'

/** Whether the server can be reached, and knows who is asking. */
export type Reach = 'there' | 'offline' | 'signed-out'

export interface OutboxState {
  /** Not yet delivered, oldest first. */
  readonly waiting: readonly Entry[]
  /** Refused, since somebody was faster; kept until the person has seen both. */
  readonly conflicts: readonly Entry[]
  readonly reach: Reach
}

interface OutboxParts {
  readonly store: OutboxStore
  /** Delivers one; rejects with what `read` understands. */
  readonly send: (entry: Entry) => Promise<unknown>
  readonly read: (error: unknown) => ApiProblem
  /** Takes the item's lease anew, if it still is this person's; the new token, or null. */
  readonly renew: (entry: Entry) => Promise<number | null>
  /** One tab delivers at a time. */
  readonly alone: (work: () => Promise<void>) => Promise<void>
  readonly onRefused: (entry: Entry, problem: ApiProblem) => void
  readonly onDelivered: (entry: Entry) => void
}

/** The server is away or busy, or knows nobody: nothing is wrong with what was sent. */
const away = new Set(['offline', 'unavailable', 'internal', 'rate-limited', 'cancelled', 'unauthenticated'])
const isAway = ({ code }: ApiProblem) => away.has(code)
/** Somebody else, or another tab, was faster. */
const lost = new Set(['stale-lease', 'conflict', 'not-found', 'forbidden'])

const firstRetryMs = 1_000
const longestRetryMs = 30_000

const nothing: OutboxState = { waiting: [], conflicts: [], reach: 'there' }

/**
 * Decisions on their way. Each is written down before it is sent, sent in the order in which it was made, and sent
 * again until the server has answered; its id lets the server count it once. What the server refuses for good comes
 * back to the person: as a conflict that shows both, or as an item to judge again.
 */
export class Outbox {
  private current = nothing
  private readonly listeners = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private retryMs = firstRetryMs
  private flushing: Promise<void> | null = null
  private again = false
  private sending: string | null = null
  private readonly forgotten = new Set<string>()
  private readonly unwritten = new Set<string>()
  /** Writes that `flush` must see. */
  private written: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly person: string,
    private readonly parts: OutboxParts,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly state = (): OutboxState => this.current

  /** Returns at once: the screen goes on while it is written down and sent. */
  add(entry: Entry): void {
    this.set({ waiting: [...this.current.waiting, entry] })
    this.unwritten.add(entry.id)
    this.written = this.written
      .then(() => (this.forgotten.has(entry.id) ? undefined : this.parts.store.put(entry)))
      .finally(() => this.unwritten.delete(entry.id))
    void this.flush()
  }

  /** Takes one back that has not gone out yet; false if it has. */
  takeBack(id: string): boolean {
    const waits = this.current.waiting.some((entry) => entry.id === id)
    if (!waits || this.sending === id) return false
    this.forget(id)
    return true
  }

  /** The person has seen both versions of a conflict. */
  readonly forget = (id: string): void => {
    this.forgotten.add(id)
    this.set({
      waiting: this.current.waiting.filter((entry) => entry.id !== id),
      conflicts: this.current.conflicts.filter((entry) => entry.id !== id),
    })
    this.written = this.written.then(() => this.parts.store.remove(id))
  }

  /** Delivers all that waits, of earlier visits too. Calls while it runs make it run once more. */
  readonly flush = (): Promise<void> => {
    if (this.flushing) {
      this.again = true
      return this.flushing
    }
    clearTimeout(this.timer)
    const flushing = this.parts
      .alone(() => this.deliverAll())
      .catch(() => void this.retryLater('offline'))
      .finally(() => {
        this.flushing = null
        if (!this.again) return
        this.again = false
        void this.flush()
      })
    this.flushing = flushing
    return flushing
  }

  private async deliverAll(): Promise<void> {
    await this.written
    // What another tab has delivered is gone; what is not written down yet is not in the store either.
    const written = this.current.waiting.filter(({ id }) => !this.unwritten.has(id)).map(({ id }) => id)
    const stored = (await this.parts.store.all()).filter(
      ({ id, person }) => person === this.person && !this.forgotten.has(id),
    )
    const listed = new Set([...written, ...stored.map(({ id }) => id)])
    this.set({
      waiting: [
        ...stored.filter(({ conflict }) => !conflict),
        ...this.current.waiting.filter(({ id }) => !listed.has(id)),
      ],
      conflicts: stored.filter(({ conflict }) => conflict),
    })
    for (const entry of this.current.waiting) {
      // Taken back, or added, since.
      if (!this.current.waiting.includes(entry)) continue
      if (!(await this.deliver(entry))) return
    }
    this.retryMs = firstRetryMs
    this.set({ reach: 'there' })
  }

  /** False when there is no use in going on to the next. */
  private async deliver(entry: Entry, renewed = false): Promise<boolean> {
    this.sending = entry.id
    try {
      await this.parts.send(entry)
      await this.parts.store.remove(entry.id)
      this.set({ waiting: this.without(entry), reach: 'there' })
      this.parts.onDelivered(entry)
      return true
    } catch (error) {
      return await this.undelivered(entry, this.parts.read(error), renewed)
    } finally {
      this.sending = null
    }
  }

  private async undelivered(entry: Entry, problem: ApiProblem, renewed: boolean): Promise<boolean> {
    if (isAway(problem)) return this.retryLater(problem.code === 'unauthenticated' ? 'signed-out' : 'offline')
    if (problem.code === 'stale-lease' && !renewed) {
      // A claim of this person's whose answer was lost moved the token on: then nobody else has had the item.
      try {
        const token = await this.parts.renew(entry)
        if (token !== null) return this.deliver({ ...entry, token }, true)
      } catch (error) {
        const second = this.parts.read(error)
        if (isAway(second)) return this.undelivered(entry, second, true)
      }
    }
    await this.refuse(entry, problem)
    return true
  }

  private async refuse(entry: Entry, problem: ApiProblem): Promise<void> {
    // A skip that came too late is no loss: the item has left this person anyway.
    if (lost.has(problem.code) && entry.call.kind !== 'skip') {
      const theirs = (problem.detail?.theirs ?? null) as Theirs | null
      const conflict: Entry = { ...entry, conflict: { message: problem.message, theirs } }
      await this.parts.store.put(conflict)
      this.set({ waiting: this.without(entry), conflicts: [...this.current.conflicts, conflict] })
    } else {
      await this.parts.store.remove(entry.id)
      this.set({ waiting: this.without(entry) })
    }
    this.parts.onRefused(entry, problem)
  }

  private retryLater(reach: Reach): false {
    this.set({ reach })
    clearTimeout(this.timer)
    this.timer = setTimeout(this.flush, this.retryMs)
    this.retryMs = Math.min(longestRetryMs, this.retryMs * 2)
    return false
  }

  private without({ id }: Entry): Entry[] {
    return this.current.waiting.filter((entry) => entry.id !== id)
  }

  private set(change: Partial<OutboxState>): void {
    this.current = { ...this.current, ...change }
    for (const listener of this.listeners) listener()
  }
}
