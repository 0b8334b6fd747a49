import { ExemplarError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { type DeviceCall, type FromDevice, type Lane, packError, type ToDevice } from './protocol'
import { createTurns } from './turns'
import { watchParent } from './watch-parent'

/** What a handler has at hand while it serves one request. */
export interface DeviceTask<Part> {
  readonly lane: Lane
  /** Aborted when the caller cancels: stop between two model calls and throw. */
  readonly signal: AbortSignal
  /** The share done of the whole request, 0–1. */
  progress(share: number): void
  /**
   * Hands out a part of the result. Resolves when the caller has room for another, so that memory stays flat however
   * many parts a request has.
   */
  emit(part: Part): Promise<void>
  /** True once the caller wants no further parts: end the request well, without those that are left. */
  enough(): boolean
  /**
   * Runs model calls when it is this request's turn. Take one turn for each batch and none for host work: between
   * turns the others get in, first of all what somebody waits for.
   */
  turn<T>(work: () => Promise<T>): Promise<T>
}

export type DeviceHandlers<Calls extends Record<keyof Calls, DeviceCall>> = {
  readonly [Name in keyof Calls]: (
    payload: Calls[Name]['in'],
    task: DeviceTask<Calls[Name]['part']>,
  ) => Promise<Calls[Name]['out']>
}

export interface ServeOptions {
  /** Gives models back; called when the device goes down, after its requests ended. */
  readonly release?: () => Promise<void>
  /** After every request, in which idle time may begin. */
  readonly onIdle?: () => void
}

/** Parts under way to the caller before `emit` waits. */
const partsAhead = 4

interface Running {
  readonly cancel: AbortController
  readonly parts: { ahead: number; enough: boolean; wake: (() => void)[] }
}

/**
 * The child's side of a device: answers the parent's requests with `handlers` until it is told to go, and never
 * outlives its parent. Call it once, in a process that `openDevice` forked.
 */
export const serveDevice = <Calls extends Record<keyof Calls, DeviceCall>>(
  handlers: DeviceHandlers<Calls>,
  options: ServeOptions = {},
): void => {
  const running = new Map<number, Running>()
  const turns = createTurns()
  const send = (message: FromDevice) => {
    // The parent may have gone since; then so do we.
    if (process.connected) process.send?.(message)
  }

  const run = async ({ id, name, lane, payload }: Extract<ToDevice, { type: 'run' }>) => {
    const cancel = new AbortController()
    const parts: Running['parts'] = { ahead: 0, enough: false, wake: [] }
    running.set(id, { cancel, parts })
    const stopIfCancelled = () => cancel.signal.throwIfAborted()
    const task: DeviceTask<unknown> = {
      lane,
      signal: cancel.signal,
      progress: (share) => send({ type: 'progress', id, share }),
      emit: async (part) => {
        stopIfCancelled()
        send({ type: 'part', id, part })
        parts.ahead += 1
        while (parts.ahead >= partsAhead) await new Promise<void>((wake) => parts.wake.push(wake))
        stopIfCancelled()
      },
      enough: () => parts.enough,
      turn: (work) =>
        turns(lane, id, async () => {
          stopIfCancelled()
          return work()
        }),
    }
    try {
      const handler = handlers[name as keyof Calls]
      if (!handler) throw new Error(`the device does not know the request ${name}`)
      send({ type: 'done', id, value: await handler(payload, task) })
    } catch (error) {
      send({ type: 'failed', id, failure: packError(error) })
    } finally {
      running.delete(id)
      if (running.size === 0) options.onIdle?.()
    }
  }

  const wake = ({ parts }: Running) => {
    for (const each of parts.wake.splice(0)) each()
  }

  const cancel = (one: Running | undefined) => {
    one?.cancel.abort(new ExemplarError('cancelled', 'The request was cancelled.'))
    if (!one) return
    one.parts.ahead = 0
    wake(one)
  }

  const taken = (one: Running | undefined, enough: boolean) => {
    if (!one) return
    one.parts.enough ||= enough
    one.parts.ahead -= 1
    wake(one)
  }

  const shutDown = async () => {
    for (const one of running.values()) cancel(one)
    while (running.size > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await options
      .release?.()
      .catch((error: Error) => log.warn({ error: error.message }, 'models not released'))
    process.exit(0)
  }

  process.on('message', (message: ToDevice) => {
    if (message.type === 'run') void run(message)
    else if (message.type === 'cancel') cancel(running.get(message.id))
    else if (message.type === 'taken') taken(running.get(message.id), message.enough)
    else void shutDown()
  })
  // A Ctrl-C in a terminal reaches the whole group; the parent decides when we go.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
  process.on('disconnect', () => process.exit(0))
  watchParent()
  send({ type: 'ready' })
}
