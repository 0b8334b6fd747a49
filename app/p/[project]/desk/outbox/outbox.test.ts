import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ApiProblem } from '@/lib/ui/api/api-error'
import type { Entry } from './entry'
import { Outbox } from './outbox'
import type { OutboxStore } from './outbox-store'

class Refusal extends Error {
  constructor(readonly problem: ApiProblem) {
    super(problem.message)
  }
}

const refusal = (code: string, detail?: Record<string, unknown>) =>
  new Refusal({ code, message: code, ...(detail && { detail }) })

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  person: 'rosa',
  project: 'first-light',
  itemId: `item of ${id}`,
  token: 1,
  call: { kind: 'decide', judgement: { verdict: 'reject', reasons: ['artifacts'] } },
  instruction: 'Make it snow',
  thumbUrl: null,
  madeAt: 0,
  ...more,
})

const memory = (entries: Entry[] = []) => {
  const rows = new Map(entries.map((one) => [one.id, one]))
  const store: OutboxStore = {
    all: async () => [...rows.values()],
    put: async (one) => {
      rows.set(one.id, one)
    },
    remove: async (id) => {
      rows.delete(id)
    },
  }
  return { store, rows }
}

/** An outbox whose server does what `answer` says. */
const makeOutbox = (answer: (entry: Entry) => unknown, kept: Entry[] = []) => {
  const { store, rows } = memory(kept)
  const sent: string[] = []
  const renew = vi.fn(async (_: Entry): Promise<number | null> => null)
  const onRefused = vi.fn()
  const onDelivered = vi.fn()
  const outbox = new Outbox('rosa', {
    store,
    send: async (one) => {
      sent.push(`${one.id}@${one.token}`)
      const said = await answer(one)
      if (said instanceof Error) throw said
    },
    read: (error) => (error as Refusal).problem,
    renew,
    alone: (work) => work(),
    onRefused,
    onDelivered,
  })
  const waiting = () => outbox.state().waiting.map(({ id }) => id)
  return { outbox, sent, rows, renew, onRefused, onDelivered, waiting }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('Outbox', () => {
  it('delivers in the order in which decisions were made, and forgets what has arrived', async () => {
    const { outbox, sent, rows, waiting } = makeOutbox(() => 'fine')
    outbox.add(entry('a'))
    outbox.add(entry('b'))
    expect(waiting()).toEqual(['a', 'b'])
    await vi.runAllTimersAsync()
    expect(sent).toEqual(['a@1', 'b@1'])
    expect(waiting()).toEqual([])
    expect(rows.size).toBe(0)
  })

  it('keeps everything while the server is away, and sends each once when it is back', async () => {
    let there = false
    const { outbox, sent, rows } = makeOutbox(() => (there ? 'fine' : refusal('offline')))
    outbox.add(entry('a'))
    outbox.add(entry('b'))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(outbox.state().reach).toBe('offline')
    expect([...rows.keys()]).toEqual(['a', 'b'])
    expect(sent.every((one) => one === 'a@1')).toBe(true)
    there = true
    sent.length = 0
    await outbox.flush()
    expect(sent).toEqual(['a@1', 'b@1'])
    expect(outbox.state()).toMatchObject({ waiting: [], reach: 'there' })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(sent).toEqual(['a@1', 'b@1'])
  })

  it('asks less and less often while the server is away', async () => {
    const { outbox, sent } = makeOutbox(() => refusal('unavailable'))
    outbox.add(entry('a'))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(sent.length).toBeGreaterThan(4)
    expect(sent.length).toBeLessThan(10)
  })

  it('goes on with what an earlier visit left, but never with what is somebody else’s', async () => {
    const { outbox, sent, rows } = makeOutbox(() => 'fine', [entry('a'), entry('b', { person: 'ines' })])
    await outbox.flush()
    expect(sent).toEqual(['a@1'])
    expect([...rows.keys()]).toEqual(['b'])
  })

  it('waits for the person to sign in again', async () => {
    const { outbox, rows } = makeOutbox(() => refusal('unauthenticated'))
    outbox.add(entry('a'))
    await vi.advanceTimersByTimeAsync(10)
    expect(outbox.state()).toMatchObject({ reach: 'signed-out' })
    expect(rows.size).toBe(1)
  })

  it('keeps a decision that came too late, with what stands instead, and goes on', async () => {
    const theirs = { status: 'settled' }
    const { outbox, rows, waiting, onRefused } = makeOutbox(({ id }) =>
      id === 'a' ? refusal('stale-lease', { theirs }) : 'fine',
    )
    outbox.add(entry('a'))
    outbox.add(entry('b'))
    await vi.advanceTimersByTimeAsync(10)
    expect(waiting()).toEqual([])
    expect(outbox.state().conflicts).toMatchObject([{ id: 'a', conflict: { theirs } }])
    expect(onRefused).toHaveBeenCalledOnce()
    expect(rows.has('a')).toBe(true)
    outbox.forget('a')
    await vi.advanceTimersByTimeAsync(10)
    expect(outbox.state().conflicts).toEqual([])
    expect(rows.size).toBe(0)
  })

  it('sends under the new token when the item is still this person’s', async () => {
    const { outbox, sent, renew } = makeOutbox(({ token }) => (token === 1 ? refusal('stale-lease') : 'fine'))
    renew.mockResolvedValue(4)
    outbox.add(entry('a'))
    await vi.advanceTimersByTimeAsync(10)
    expect(sent).toEqual(['a@1', 'a@4'])
    expect(outbox.state()).toMatchObject({ waiting: [], conflicts: [] })
  })

  it('tries again later, and makes no conflict of it, when the connection goes while it renews', async () => {
    const { outbox, renew, waiting } = makeOutbox(() => refusal('stale-lease'))
    renew.mockRejectedValue(refusal('offline'))
    outbox.add(entry('a'))
    await vi.advanceTimersByTimeAsync(10)
    expect(waiting()).toEqual(['a'])
    expect(outbox.state()).toMatchObject({ reach: 'offline', conflicts: [] })
  })

  it('shows what stands, and not why the lease could not be asked for, when the item is somebody else’s', async () => {
    const theirs = { status: 'settled' }
    const { outbox, renew } = makeOutbox(() => refusal('stale-lease', { theirs }))
    renew.mockRejectedValue(refusal('not-found'))
    outbox.add(entry('a'))
    await vi.advanceTimersByTimeAsync(10)
    expect(outbox.state().conflicts).toMatchObject([{ conflict: { message: 'stale-lease', theirs } }])
  })

  it('lets a skip that came too late go, and gives back what was refused for good', async () => {
    const { outbox, rows, onRefused } = makeOutbox(({ id }) =>
      refusal(id === 'a' ? 'stale-lease' : 'bad-input'),
    )
    outbox.add(entry('a', { call: { kind: 'skip', policy: 'others' } }))
    outbox.add(entry('b'))
    await vi.advanceTimersByTimeAsync(10)
    expect(outbox.state()).toMatchObject({ waiting: [], conflicts: [] })
    expect(rows.size).toBe(0)
    expect(onRefused.mock.calls.map(([one, { code }]) => [one.id, code])).toEqual([
      ['a', 'stale-lease'],
      ['b', 'bad-input'],
    ])
  })

  it('takes back what waits, but not what is under way', async () => {
    let answer: (value: unknown) => void = () => {}
    const { outbox, sent, rows } = makeOutbox(() => new Promise((resolve) => (answer = resolve)))
    outbox.add(entry('a'))
    outbox.add(entry('b'))
    await vi.advanceTimersByTimeAsync(10)
    expect(outbox.takeBack('a')).toBe(false)
    expect(outbox.takeBack('b')).toBe(true)
    answer('fine')
    await vi.advanceTimersByTimeAsync(10)
    expect(sent).toEqual(['a@1'])
    expect(rows.size).toBe(0)
  })
})
