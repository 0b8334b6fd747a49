import type { Api } from '@/lib/ui/api/client'

type DecideInput = Parameters<Api['review']['decide']>[0]
type SkipInput = Parameters<Api['review']['skip']>[0]
type SettleInput = Parameters<Api['review']['settle']>[0]

export type Judgement = DecideInput['judgement']
export type SkipPolicy = NonNullable<SkipInput['policy']>

/** What a person did with an item, as it is sent. */
export type Call =
  | { readonly kind: 'decide'; readonly judgement: Judgement }
  | { readonly kind: 'change'; readonly decisionId: string; readonly judgement: Judgement }
  | { readonly kind: 'skip'; readonly policy: SkipPolicy; readonly comment?: string }
  | ({ readonly kind: 'settle' } & Omit<SettleInput, 'project' | 'id'>)

/** What the server holds instead of what was sent. */
export interface Theirs {
  readonly status?: string
  readonly decision?: {
    readonly verdict: string
    readonly reasons: readonly string[]
    readonly comment: string | null
    readonly actor: { readonly name: string } | null
  } | null
}

/** A decision that has left the screen and not yet arrived. */
export interface Entry {
  /** Made by this browser: the same decision sent twice counts once. */
  readonly id: string
  /** Whose it is: somebody else who signs in here must not send it. */
  readonly person: string
  readonly project: string
  readonly itemId: string
  /** Of the lease under which it was made: what it is fenced by. */
  readonly token: number
  readonly call: Call
  readonly instruction: string
  readonly thumbUrl: string | null
  readonly madeAt: number
  /** Set when it was refused because somebody was faster: kept until the person has seen both. */
  readonly conflict?: { readonly message: string; readonly theirs: Theirs | null }
}

/** A random UUID; `crypto.randomUUID` itself is missing from pages that came over plain http. */
export const newId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
