import { type ErrorCode, type ErrorFacts, ExemplarError } from '@/lib/platform/errors'

/** What a thread answers. Cloning an Error between threads drops all but its message, so refusals travel as data. */
export type ThreadAnswer<Out> =
  | { readonly ok: true; readonly value: Out }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string; readonly facts: ErrorFacts }

/** Makes a function callable by `runInThread`, with its refusals kept whole. */
export const threadFunction =
  <In, Out>(run: (payload: In) => Promise<Out>) =>
  async (payload: In): Promise<ThreadAnswer<Out>> => {
    try {
      return { ok: true, value: await run(payload) }
    } catch (error) {
      if (!(error instanceof ExemplarError)) throw error
      const { code, message, field, fix, detail } = error
      return {
        ok: false,
        code,
        message,
        facts: { ...(field && { field }), ...(fix && { fix }), ...(detail && { detail }) },
      }
    }
  }

export const fromThread = <Out>(answer: ThreadAnswer<Out>): Out => {
  if (answer.ok) return answer.value
  throw new ExemplarError(answer.code, answer.message, answer.facts)
}
