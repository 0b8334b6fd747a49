import type { EngineIdentity } from '@/lib/engines/identity'

/** An approved seed or an accepted sample, used in context. */
export interface Exemplar {
  readonly id: string
  readonly instruction: string
  readonly sourceCaption: string
  readonly targetCaption: string
  readonly editType: string
  readonly editObject: string | null
}

/** One instruction of the pool, and the exemplars that it was made from. */
export interface PoolInstruction {
  readonly id: string
  readonly instruction: string
  readonly editType: string
  readonly editObject: string | null
  readonly exemplarIds: readonly string[]
}

/** An edit type of the project: the key that rows carry and what it means, in words for a person or a model. */
export interface EditTypeOption {
  readonly key: string
  readonly meaning: string
}

export interface LabelledRegion {
  readonly id: string
  readonly label: string
}

export interface ExpandInstructionsRequest {
  readonly exemplars: readonly Exemplar[]
  readonly count: number
  readonly editTypes: readonly EditTypeOption[]
  /** uint32. */
  readonly seed: number
  /** Instructions that exist already; repeats of them are dropped and counted. */
  readonly existing?: readonly string[]
}

export interface WriteRecordsRequest {
  readonly image: { readonly caption: string; readonly regions: readonly LabelledRegion[] }
  readonly pool: readonly PoolInstruction[]
  readonly exemplars: readonly Exemplar[]
  readonly count: number
  readonly editTypes: readonly EditTypeOption[]
  /** uint32. */
  readonly seed: number
}

export interface DraftCaptionRequest {
  readonly image: Uint8Array
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp'
}

export interface DraftInstruction {
  readonly instruction: string
  readonly editType: string
  readonly editObject: string | null
  readonly exemplarIds: readonly string[]
}

export interface DraftRecord {
  readonly instruction: string
  readonly targetCaption: string
  /** Null where the whole image is edited, which published rows write as `NONE`. */
  readonly editObject: string | null
  readonly editType: string
  readonly regionId: string | null
  /** What the engine saw or recombined to write this one. */
  readonly exemplarIds: readonly string[]
  readonly poolIds: readonly string[]
}

/** Why an answer did not become a row. Counted on screen by these keys. */
export const dropReasons = [
  'malformed',
  'truncated',
  'refused-by-model',
  'empty',
  'control-characters',
  'too-long',
  'unknown-type',
  'unchanged-caption',
  'exact-duplicate',
  'near-duplicate',
] as const

export type DropReason = (typeof dropReasons)[number]

export interface Dropped {
  readonly reason: DropReason
  /** What was dropped, cut to {@link rawLimit} characters, for a person to look at. */
  readonly raw: string
}

export const rawLimit = 500

export interface Usage {
  readonly promptTokens: number
  readonly completionTokens: number
  /** Millionths of the currency in which the prices are configured. */
  readonly costMicros: number
  /** True where the endpoint reported no usage and tokens were estimated from the text. */
  readonly estimated: boolean
  /** Requests that were sent, retries among them. */
  readonly requests: number
}

export const noUsage: Usage = {
  promptTokens: 0,
  completionTokens: 0,
  costMicros: 0,
  estimated: false,
  requests: 0,
}

/** What a verb gives back. Fewer than were asked for is a result, not an error. */
export interface Drafts<Item> {
  readonly items: readonly Item[]
  readonly dropped: readonly Dropped[]
  readonly usage: Usage
}

export interface DraftedCaption {
  readonly caption: string
  readonly usage: Usage
}

export type PreviewRequest =
  | ({ readonly verb: 'expand-instructions' } & ExpandInstructionsRequest)
  | ({ readonly verb: 'write-records' } & WriteRecordsRequest)

export interface Preview {
  readonly identity: EngineIdentity
  /** The exact messages of the first request; empty for an engine that sends none. */
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly text: string }[]
  /** In plain words, what the engine will do. */
  readonly description: string
  /** For the whole request, all of its calls. */
  readonly estimate: {
    readonly calls: number
    readonly promptTokens: number
    readonly completionTokens: number
    readonly costMicros: number
  }
}

export interface LanguageControl {
  readonly signal?: AbortSignal
}

/**
 * Writes instructions and target captions. Implementations drop what breaks the rules of text (see sift.ts) and
 * say why; they throw `ExemplarError` only when nothing could be asked: `unavailable`, `rate-limited`,
 * `cancelled`, `bad-input`.
 */
export interface LanguageEngine {
  readonly identity: EngineIdentity
  /** Exemplars → instructions for the pool, without any image. */
  expandInstructions(
    request: ExpandInstructionsRequest,
    control?: LanguageControl,
  ): Promise<Drafts<DraftInstruction>>
  /** Pool, exemplars and one captioned image → instruction records of that image. */
  writeRecords(request: WriteRecordsRequest, control?: LanguageControl): Promise<Drafts<DraftRecord>>
  /** A caption for a person to confirm; null on engines that can't see. */
  readonly draftCaption:
    | ((request: DraftCaptionRequest, control?: LanguageControl) => Promise<DraftedCaption>)
    | null
  preview(request: PreviewRequest): Preview
}
