import { type ErrorCode, ExemplarError } from '@/lib/platform/errors'

// What the worker and a device's process say to each other over the IPC channel, in the serialisation that keeps
// typed arrays (`advanced`): a 512² picture travels as its 786 KB and not as JSON.

/** `interactive`: somebody waits for it, a click's mask or one regeneration. It goes before everything `batch`. */
export type Lane = 'interactive' | 'batch'

/** A kind of request: what it takes, what it hands out on the way, and what it ends with. */
export interface DeviceCall {
  readonly in: unknown
  readonly part: unknown
  readonly out: unknown
}

export type ToDevice =
  | {
      readonly type: 'run'
      readonly id: number
      readonly name: string
      readonly lane: Lane
      readonly payload: unknown
    }
  | { readonly type: 'cancel'; readonly id: number }
  /** The caller is done with a part, so another may follow; `enough` when it wants no more. */
  | { readonly type: 'taken'; readonly id: number; readonly enough: boolean }
  | { readonly type: 'shutdown' }

export type FromDevice =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  | { readonly type: 'part'; readonly id: number; readonly part: unknown }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure }

/** An error as data: serialised as an Error it would lose all but its message. */
export interface Failure {
  readonly message: string
  /** Null for what is no refusal but a fault of ours. */
  readonly code: ErrorCode | null
  readonly field?: string | undefined
  readonly fix?: string | undefined
  readonly detail?: Readonly<Record<string, unknown>> | undefined
  readonly stack?: string | undefined
}

export const packError = (error: unknown): Failure => {
  if (error instanceof ExemplarError) {
    const { message, code, field, fix, detail } = error
    return { message, code, field, fix, detail }
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { message, code: null, stack }
}

export const unpackError = ({ message, code, field, fix, detail, stack }: Failure): Error => {
  if (code !== null)
    return new ExemplarError(code, message, {
      ...(field && { field }),
      ...(fix && { fix }),
      ...(detail && { detail }),
    })
  const error = new Error(message)
  if (stack) error.stack = stack
  return error
}
