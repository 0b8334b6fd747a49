import { fork } from 'node:child_process'
import type { DeviceOptions } from './device'
import type { FromDevice, ToDevice } from './protocol'

export interface DeviceProcess {
  send(message: ToDevice): void
  /** Asks it to go, and kills it when it has not gone after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

interface Ears {
  readonly hear: (message: FromDevice) => void
  /** Once, when the process has ended: how, and the last lines that it wrote. */
  readonly mourn: (how: string, tail: string) => void
}

/** What is kept of a process's last words, in characters. */
const tailLength = 2_000

/** Forks a device's program. Everything that it writes goes to our standard error, and its end is told once. */
export const startProcess = (
  { program, env = {} }: Pick<DeviceOptions, 'program' | 'env'>,
  { hear, mourn }: Ears,
): DeviceProcess => {
  const child = fork(program, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A debugger's port cannot be shared, and test runners' own flags are not for it.
    execArgv: ['--enable-source-maps'],
    // biome-ignore lint/style/noProcessEnv: it gets the environment that we have, as any program that one starts does.
    env: { ...process.env, ...env },
  })
  let tail = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk)
      tail = (tail + chunk.toString()).slice(-tailLength)
    })
  const ended = new Promise<void>((resolve) => {
    // `close` comes after the last of its words; `error` when it could not even be started, or not be sent to.
    child.once('close', (code, signal) => {
      resolve()
      mourn(signal ? `it was ended by ${signal}` : `it exited with ${code}`, tail.trim())
    })
    child.on('error', (error) => {
      if (child.pid !== undefined) return
      resolve()
      mourn(`it could not be started, ${error.message}`, '')
    })
  })
  child.on('message', (message) => hear(message as FromDevice))

  const send = (message: ToDevice) => {
    // What cannot be sent has no receiver any more, and `close` tells so.
    if (child.connected) child.send(message, () => {})
  }
  return {
    send,
    stop: async (graceMs) => {
      send({ type: 'shutdown' })
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await ended
      clearTimeout(kill)
    },
  }
}
