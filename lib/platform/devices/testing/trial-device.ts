import { ExemplarError } from '@/lib/platform/errors'
import { serveDevice } from '../serve-device'

// The program that the tests of lib/platform/devices fork: what a device does, with the clock for a model.

export interface TrialCalls {
  echo: { in: { picture: Uint8ClampedArray }; part: never; out: { picture: Uint8ClampedArray; pid: number } }
  /** Computes in `turns` turns of `ms` each, blocking like a model does; every turn hands out its number. */
  compute: { in: { label: string; turns: number; ms: number }; part: string; out: string }
  /** Hands out parts as fast as it may; ends with how many there were. */
  flood: { in: { parts: number }; part: number; out: number }
  crash: { in: { how: 'exit' | 'abort' | 'segfault'; afterMs?: number }; part: never; out: null }
  refuse: { in: null; part: never; out: null }
  hang: { in: null; part: never; out: null }
}

const block = (ms: number) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

// How a program looks to its parent that cannot even load its libraries.
if (process.env.TRIAL_BROKEN) throw new Error('this device has no driver')

serveDevice<TrialCalls>({
  echo: async ({ picture }) => ({ picture, pid: process.pid }),
  compute: async ({ label, turns, ms }, task) => {
    for (let turn = 0; turn < turns; turn++) {
      await task.turn(async () => block(ms))
      task.progress((turn + 1) / turns)
      await task.emit(`${label} ${turn}`)
    }
    return label
  },
  flood: async ({ parts }, task) => {
    let part = 0
    while (part < parts && !task.enough()) await task.emit(part++)
    return part
  },
  crash: async ({ how, afterMs = 0 }) => {
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    if (how === 'exit') process.exit(3)
    if (how === 'abort') process.abort()
    process.kill(process.pid, 'SIGSEGV')
    return new Promise<null>(() => {})
  },
  refuse: async () => {
    throw new ExemplarError('refused', 'The mask is empty.', {
      field: 'region',
      fix: 'Draw one.',
      detail: { area: 0 },
    })
  },
  hang: async () => {
    block(60_000)
    return null
  },
})
