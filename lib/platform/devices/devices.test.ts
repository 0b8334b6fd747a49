import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildSync } from 'esbuild'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Device, type DeviceOptions, openDevice } from './device'
import { isDeviceCrash } from './device-crash'
import { surviveCrash } from './survive-crash'
import type { TrialCalls } from './testing/trial-device'

const root = path.resolve(import.meta.dirname, '../../..')
const program = path.join(root, 'dist/testing/trial-device.mjs')

beforeAll(() => {
  buildSync({
    absWorkingDir: root,
    entryPoints: ['trial-device', 'trial-parent'].map((name) => `lib/platform/devices/testing/${name}.ts`),
    outdir: 'dist/testing',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    tsconfig: 'tsconfig.json',
  })
})

let device: Device<TrialCalls>
const open = (options: Partial<DeviceOptions> = {}) =>
  openDevice<TrialCalls>({ name: 'trial', program, backoffMs: 10, ...options })

beforeEach(() => {
  device = open()
})
afterEach(() => device.close(200))

const pidOf = async () => (await device.call('echo', { picture: new Uint8ClampedArray(1) })).pid
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a device', () => {
  it('carries a picture there and back as it was', async () => {
    const picture = Uint8ClampedArray.from({ length: 512 * 512 * 3 }, (_, i) => i % 251)
    const answer = await device.call('echo', { picture })
    expect(answer.picture).toBeInstanceOf(Uint8ClampedArray)
    expect(Buffer.from(answer.picture).equals(Buffer.from(picture))).toBe(true)
    expect(answer.pid).not.toBe(process.pid)
  })

  it('hands out progress and parts in order, and its answer after the last part was taken', async () => {
    const shares: number[] = []
    const parts: string[] = []
    const onPart = async (part: string) => {
      await sleep(20)
      parts.push(part)
    }
    const answer = await device.call(
      'compute',
      { label: 'a', turns: 4, ms: 1 },
      { onProgress: (share) => shares.push(share), onPart },
    )
    expect(answer).toBe('a')
    expect(parts).toEqual(['a 0', 'a 1', 'a 2', 'a 3'])
    expect(shares).toEqual([0.25, 0.5, 0.75, 1])
  })

  it('lets only a few parts be under way to a slow taker', async () => {
    let handedOut = 0
    let most = 0
    await device.call(
      'flood',
      { parts: 40 },
      {
        onPart: async (part) => {
          await sleep(5)
          handedOut += 1
          most = Math.max(most, part + 1 - handedOut)
        },
      },
    )
    expect(handedOut).toBe(40)
    expect(most).toBeLessThan(5)
  })

  it('ends a request well when its caller has enough, and gives it no more', async () => {
    const parts: number[] = []
    const onPart = (part: number) => {
      parts.push(part)
      return part === 5 ? ('enough' as const) : undefined
    }
    const made = await device.call('flood', { parts: 1_000 }, { onPart })
    expect(parts).toEqual([0, 1, 2, 3, 4, 5])
    expect(made).toBeLessThan(12)
  })

  it('ends a request whose part could not be taken, and goes on with others', async () => {
    const onPart = () => {
      throw new Error('the disk is full')
    }
    await expect(device.call('compute', { label: 'a', turns: 9, ms: 1 }, { onPart })).rejects.toThrow(
      'disk is full',
    )
    await expect(device.call('compute', { label: 'b', turns: 1, ms: 1 })).resolves.toBe('b')
  })

  it('brings a refusal over whole', async () => {
    await expect(device.call('refuse', null)).rejects.toMatchObject({
      name: 'ExemplarError',
      code: 'refused',
      field: 'region',
      fix: 'Draw one.',
      detail: { area: 0 },
    })
  })
})

describe('lanes', () => {
  it('lets an interactive request in between two turns of a batch request', async () => {
    const ends: string[] = []
    const batch = device
      .call('compute', { label: 'batch', turns: 20, ms: 20 }, { onPart: () => {} })
      .then((label) => ends.push(label))
    await sleep(300)
    await device
      .call('compute', { label: 'click', turns: 1, ms: 1 }, { lane: 'interactive' })
      .then((label) => ends.push(label))
    await batch
    expect(ends).toEqual(['click', 'batch'])
  })

  it('runs a request alone when it is asked to', async () => {
    const order: string[] = []
    const note = (label: string) => order.push(label)
    await Promise.all([
      device.call('compute', { label: 'a', turns: 3, ms: 10 }).then(note),
      device.call('compute', { label: 'alone', turns: 3, ms: 10 }, { alone: true }).then(note),
      device.call('compute', { label: 'b', turns: 1, ms: 1 }).then(note),
    ])
    expect(order).toEqual(['a', 'alone', 'b'])
  })
})

describe('cancelling', () => {
  it('stops between two turns', async () => {
    const cancel = new AbortController()
    const parts: string[] = []
    const running = device.call(
      'compute',
      { label: 'a', turns: 1_000, ms: 5 },
      {
        signal: cancel.signal,
        onPart: (part) => {
          parts.push(part)
          if (parts.length === 3) cancel.abort()
        },
      },
    )
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(parts.length).toBeLessThan(20)
    await expect(device.call('compute', { label: 'b', turns: 1, ms: 1 })).resolves.toBe('b')
  })

  it('takes back a request that still waits', async () => {
    const cancel = new AbortController()
    const slow = [1, 2].map(() => device.call('compute', { label: 'slow', turns: 1, ms: 200 }))
    const waiting = device.call('compute', { label: 'c', turns: 1, ms: 1 }, { signal: cancel.signal })
    cancel.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await Promise.all(slow)
  })
})

describe('a crash', () => {
  it.each(['exit', 'abort', 'segfault'] as const)(
    'by %s is told to its request, and the next one finds a new process',
    async (how) => {
      const before = await pidOf()
      const error = await device.call('crash', { how }).catch((e: unknown) => e)
      expect(isDeviceCrash(error)).toBe(true)
      expect(error).toMatchObject({ detail: { alone: true } })
      expect(await pidOf()).not.toBe(before)
      expect(isAlive(before)).toBe(false)
    },
  )

  it('fails only the guilty record of several, after it crashed twice alone', async () => {
    const marked: boolean[] = []
    const good = (label: string) =>
      surviveCrash(({ alone }) => device.call('compute', { label, turns: 4, ms: 10 }, { alone }))
    const poisoned = surviveCrash(
      ({ alone }) => device.call('crash', { how: 'abort', afterMs: 30 }, { alone }),
      (crash) => {
        marked.push(crash.detail?.alone === true)
      },
    )
    const [a, bad, b, c] = await Promise.allSettled([good('a'), poisoned, good('b'), good('c')])
    expect([a, b, c].map((end) => end?.status === 'fulfilled' && end.value)).toEqual(['a', 'b', 'c'])
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'refused' } })
    expect(marked).toEqual([false, true, true])
  })

  it('at every start is told with the reason instead of tried for ever', async () => {
    await device.close()
    device = open({ env: { TRIAL_BROKEN: '1' } })
    const error = await device.call('refuse', null).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'unavailable' })
    expect(JSON.stringify((error as { detail?: unknown }).detail)).toContain('no driver')
  })
})

describe('the end', () => {
  it('cancels what runs and leaves no process', async () => {
    const pid = await pidOf()
    const running = device.call('compute', { label: 'a', turns: 1_000, ms: 5 })
    const waiting = device.call('compute', { label: 'b', turns: 1, ms: 5 }, { alone: true })
    const ends = Promise.allSettled([running, waiting])
    await sleep(50)
    await device.close()
    for (const end of await ends) expect(end).toMatchObject({ reason: { code: 'cancelled' } })
    expect(isAlive(pid)).toBe(false)
    await expect(device.call('refuse', null)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('kills a process that does not come out of a model call', async () => {
    const pid = await pidOf()
    const hanging = device.call('hang', null).catch((error: unknown) => error)
    await sleep(50)
    await device.close(100)
    expect(await hanging).toMatchObject({ code: 'cancelled' })
    expect(isAlive(pid)).toBe(false)
  })

  it('of its parent is its own, also in the middle of a model call', async () => {
    const parent = fork(path.join(root, 'dist/testing/trial-parent.mjs'), [program], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [pid] = (await once(parent, 'message')) as [number]
    await sleep(100)
    parent.kill('SIGKILL')
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 50) await sleep(50)
    expect(isAlive(pid)).toBe(false)
  })
})
