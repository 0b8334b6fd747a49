import { ExemplarError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { deviceCrash } from './device-crash'
import { type DeviceProcess, startProcess } from './device-process'
import { nextOnes } from './lanes'
import { type DeviceCall, type FromDevice, type Lane, unpackError } from './protocol'

export interface CallOptions<Part> {
  /** Default `batch`. */
  readonly lane?: Lane
  /** Never together with another request; see `surviveCrash`. */
  readonly alone?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number) => void
  /**
   * Gets the parts in order; the device waits while too many of them are being taken. Its error ends the request. Once
   * it answers `enough` it gets no more, and the request ends well as soon as the device has heard it.
   */
  readonly onPart?: (part: Part) => unknown
}

export interface Device<Calls extends Record<keyof Calls, DeviceCall>> {
  /**
   * Sends a request and resolves to its answer. Rejects with the handler's own `ExemplarError`; with `cancelled` once
   * the device has stopped after an abort; with a crash (`isDeviceCrash`) when its process ended meanwhile.
   */
  call<Name extends keyof Calls & string>(
    name: Name,
    payload: Calls[Name]['in'],
    options?: CallOptions<Calls[Name]['part']>,
  ): Promise<Calls[Name]['out']>
  /** Cancels what runs, lets models go, ends the process; one that does not end is killed after `graceMs`. */
  close(graceMs?: number): Promise<void>
}

export interface DeviceOptions {
  /** For the log: `cpu`, `cuda:0`. */
  readonly name: string
  /** The bundle that calls `serveDevice`. */
  readonly program: string
  /** Added to the environment of the process. */
  readonly env?: Readonly<Record<string, string>>
  /** Before the first restart after a crash; doubles with every further one, up to 60 times as much. */
  readonly backoffMs?: number
}

/** Starts in a row that may end before the process is ready; then its requests get the reason. */
const startsAtMost = 3

interface Request {
  readonly id: number
  readonly name: string
  readonly payload: unknown
  readonly lane: Lane
  readonly alone: boolean
  readonly options: CallOptions<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  /** The parts are taken one after the other; it tells whether there were enough. */
  taking: Promise<boolean>
}

const cancelled = () => new ExemplarError('cancelled', 'The request to the device was cancelled.')

/**
 * One device and the process that computes on it. A run of onnxruntime blocks its process and can abort it, so the
 * device has a process of its own, started with the first request and again after a crash. Requests that the process
 * held when it crashed are rejected; those that waited go to the next process.
 */
export const openDevice = <Calls extends Record<keyof Calls, DeviceCall>>(
  options: DeviceOptions,
): Device<Calls> => {
  const { backoffMs = 500 } = options
  let waiting: Request[] = []
  const held = new Map<number, Request>()
  let child: DeviceProcess | null = null
  let ready = false
  let closing = false
  let restart: NodeJS.Timeout | null = null
  let crashes = 0
  let failedStarts = 0
  let lastId = 0

  const pump = () => {
    if (closing || waiting.length === 0) return
    if (!child) {
      if (!restart) start()
      return
    }
    if (!ready) return
    for (const request of nextOnes(waiting, [...held.values()])) {
      waiting = waiting.filter((other) => other !== request)
      held.set(request.id, request)
      const { id, name, lane, payload } = request
      child.send({ type: 'run', id, name, lane, payload })
    }
  }

  const settle = (request: Request, end: () => void) => {
    held.delete(request.id)
    end()
    pump()
  }

  const takePart = (request: Request, part: unknown) => {
    request.taking = request.taking.then(async (before) => {
      const enough = before || (await request.options.onPart?.(part)) === 'enough'
      child?.send({ type: 'taken', id: request.id, enough })
      return enough
    })
    request.taking.catch((error: Error) => {
      child?.send({ type: 'cancel', id: request.id })
      if (held.has(request.id)) settle(request, () => request.reject(error))
    })
  }

  const hear = (message: FromDevice) => {
    if (message.type === 'ready') {
      ready = true
      failedStarts = 0
      pump()
      return
    }
    const request = held.get(message.id)
    if (!request) return
    if (message.type === 'progress') request.options.onProgress?.(message.share)
    else if (message.type === 'part') takePart(request, message.part)
    else if (message.type === 'failed') settle(request, () => request.reject(unpackError(message.failure)))
    else {
      crashes = 0
      // The answer follows its parts, also where taking the last of them takes long.
      request.taking.then(
        () => settle(request, () => request.resolve(message.value)),
        () => {}, // rejected already
      )
    }
  }

  const mourn = (how: string, tail: string) => {
    const wasReady = ready
    child = null
    ready = false
    if (closing) return
    log.error({ device: options.name, how, tail }, 'the process of the device ended')
    const lost = [...held.values()]
    held.clear()
    for (const request of lost) request.reject(deviceCrash(how, lost.length === 1, tail))
    if (!wasReady) {
      failedStarts += 1
      if (failedStarts >= startsAtMost) {
        failedStarts = 0
        const given = waiting
        waiting = []
        for (const request of given)
          request.reject(
            new ExemplarError('unavailable', `The process of the device does not start: ${how}.`, {
              fix: 'Run `npx exemplar doctor`, and look at the worker’s log.',
              detail: { log: tail },
            }),
          )
      }
    }
    const pause = Math.min(backoffMs * 2 ** crashes, backoffMs * 60)
    crashes += 1
    restart = setTimeout(() => {
      restart = null
      pump()
    }, pause)
    restart.unref()
  }

  const start = () => {
    child = startProcess(options, { hear, mourn })
  }

  const cancel = (request: Request) => {
    if (held.has(request.id)) {
      // The answer to it is `cancelled`, once the device has really stopped.
      child?.send({ type: 'cancel', id: request.id })
      return
    }
    if (!waiting.includes(request)) return
    waiting = waiting.filter((other) => other !== request)
    request.reject(cancelled())
  }

  return {
    call: (name, payload, callOptions = {}) =>
      new Promise((resolve, reject) => {
        if (closing || callOptions.signal?.aborted) {
          reject(cancelled())
          return
        }
        lastId += 1
        const abort = () => cancel(request)
        const request: Request = {
          id: lastId,
          name,
          payload,
          lane: callOptions.lane ?? 'batch',
          alone: callOptions.alone ?? false,
          options: callOptions as CallOptions<unknown>,
          resolve: (value) => {
            callOptions.signal?.removeEventListener('abort', abort)
            resolve(value as never)
          },
          reject: (error) => {
            callOptions.signal?.removeEventListener('abort', abort)
            reject(error)
          },
          taking: Promise.resolve(false),
        }
        callOptions.signal?.addEventListener('abort', abort, { once: true })
        waiting.push(request)
        pump()
      }),
    close: async (graceMs = 10_000) => {
      closing = true
      if (restart) clearTimeout(restart)
      for (const request of waiting.splice(0)) request.reject(cancelled())
      await child?.stop(graceMs)
      for (const request of held.values()) request.reject(cancelled())
      held.clear()
    },
  }
}
