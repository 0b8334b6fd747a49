import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { z } from 'zod'
import type { EngineIdentity } from '@/lib/engines/identity'
import { textLimits } from '@/lib/engines/text/checks'
import { hasControlCharacters, normaliseText, wordsOf } from '@/lib/engines/text/normalise'
import { ExemplarError } from '@/lib/platform/errors'
import { addUsage, costMicros, estimateTokens } from './cost'
import {
  type DraftCaptionRequest,
  type DraftInstruction,
  type DraftRecord,
  type Drafts,
  type Exemplar,
  type ExpandInstructionsRequest,
  type LanguageEngine,
  noUsage,
  type Preview,
  type WriteRecordsRequest,
} from './language'
import { OpenAIEndpoint, type StructuredAnswer } from './openai-call'
import type { OpenAILanguageConfig } from './openai-config'
import { draftCaptionPrompt, draftCaptionPromptVersion, draftedCaption } from './prompts/draft-caption'
import {
  expandedInstruction,
  expandInstructionsPrompt,
  expandInstructionsPromptVersion,
} from './prompts/expand-instructions'
import type { PromptMessage } from './prompts/prompt'
import { writeRecordsPrompt, writeRecordsPromptVersion, writtenRecord } from './prompts/write-records'
import { contextSizes, sampleContext } from './sample-context'
import { Sieve } from './sift'

/** A list whose items are looked at one by one. */
const looseList = z.object({ items: z.array(z.unknown()) })
const instructionList = z.object({ items: z.array(expandedInstruction) })
const recordList = z.object({ items: z.array(writtenRecord) })

/** What one item costs in an answer, for previews: measured on the JSON of typical rows. */
const tokensPerRecord = 95
const tokensPerInstruction = 45

/** `E3` → the third id of those shown; what the model misnumbers is left out. */
function idsOf(marks: readonly string[], shown: readonly { readonly id: string }[]): string[] {
  const ids = marks.map((mark) => shown[Number(mark.replace(/\D/gu, '')) - 1]?.id)
  return [...new Set(ids.filter((id) => id !== undefined))]
}

/** Where the model names no example, all that it was shown took part. */
function exemplarsOf(marks: readonly string[], shown: readonly Exemplar[]): string[] {
  const named = idsOf(marks, shown)
  return named.length > 0 ? named : shown.map(({ id }) => id)
}

const toParams = (messages: readonly PromptMessage[]): ChatCompletionMessageParam[] =>
  messages.map(({ role, text }) => ({ role, content: text }))

/** Models number and case labels as they like; two regions of one label stay undecided. */
function regionOf(label: string | null, regions: WriteRecordsRequest['image']['regions']): string | null {
  if (label === null) return null
  const wanted = normaliseText(label).toLowerCase()
  const found = regions.filter((region) => normaliseText(region.label).toLowerCase() === wanted)
  return found.length === 1 ? (found[0]?.id ?? null) : null
}

/**
 * Any endpoint that speaks the chat completions protocol. One request asks for at most `itemsPerCall` items, each
 * call with another sample of exemplars; two fruitless calls end the request with what there is.
 */
export function createOpenAILanguage(config: OpenAILanguageConfig): LanguageEngine {
  const endpoint = new OpenAIEndpoint(config)
  const identity: EngineIdentity = {
    name: 'language/openai',
    version: [
      config.model,
      writeRecordsPromptVersion,
      expandInstructionsPromptVersion,
      draftCaptionPromptVersion,
    ].join(' '),
    isModel: true,
    // A remote model has no digest to give; its name is all that the endpoint tells.
    models: [{ name: config.model, digest: '', licence: '' }],
    provider: endpoint.origin,
  }

  async function collect<Item>(
    count: number,
    sieve: Sieve,
    ask: (wanted: number, call: number, items: readonly Item[]) => Promise<StructuredAnswer>,
    keep: (raw: unknown, call: number) => Item | null,
  ): Promise<Drafts<Item>> {
    const items: Item[] = []
    let usage = noUsage
    let fruitless = 0
    for (let call = 0; items.length < count && fruitless < 2; call++) {
      const before = items.length
      const answer = await ask(Math.min(config.itemsPerCall, count - items.length), call, items)
      usage = addUsage(usage, answer.usage)
      sieve.dropped.push(...answer.dropped)
      const list = looseList.safeParse(answer.value)
      for (const raw of list.success ? list.data.items : []) {
        const item = keep(raw, call)
        if (item !== null && items.length < count) items.push(item)
      }
      // A refusal is an answer; asking the same thing again only costs.
      if (answer.dropped.some((fault) => fault.reason === 'refused-by-model')) break
      fruitless = items.length === before ? fruitless + 1 : 0
    }
    return { items, dropped: sieve.dropped, usage }
  }

  const instructionContext = (request: ExpandInstructionsRequest, call: number) =>
    sampleContext({
      pool: [],
      exemplars: request.exemplars,
      editTypes: request.editTypes.map(({ key }) => key),
      seed: request.seed + call,
      // Exemplars cost few tokens without their target captions, so as many as the pool's share are shown.
      sizes: { pool: 0, exemplars: contextSizes.pool },
    })

  const recordContext = (request: WriteRecordsRequest, call: number) =>
    sampleContext({
      pool: request.pool,
      exemplars: request.exemplars,
      editTypes: request.editTypes.map(({ key }) => key),
      seed: request.seed + call,
    })

  const instructionMessages = (
    request: ExpandInstructionsRequest,
    call: number,
    count: number,
    written: readonly string[],
  ) =>
    expandInstructionsPrompt({
      exemplars: instructionContext(request, call).exemplars,
      editTypes: request.editTypes,
      count,
      written,
    })

  const recordMessages = (
    request: WriteRecordsRequest,
    call: number,
    count: number,
    written: readonly string[],
  ) =>
    writeRecordsPrompt({
      ...recordContext(request, call),
      caption: request.image.caption,
      regions: request.image.regions,
      editTypes: request.editTypes,
      count,
      written,
    })

  return {
    identity,

    async expandInstructions(request, control = {}) {
      const sieve = new Sieve({
        editTypes: request.editTypes.map(({ key }) => key),
        sourceCaption: null,
        existing: request.existing ?? request.exemplars.map(({ instruction }) => instruction),
      })
      return await collect<DraftInstruction>(
        request.count,
        sieve,
        (wanted, call, items) =>
          endpoint.ask({
            name: 'instructions',
            model: config.model,
            messages: toParams(
              instructionMessages(
                request,
                call,
                wanted,
                items.map((item) => item.instruction),
              ),
            ),
            schema: instructionList,
            accepted: looseList,
            seed: request.seed + call,
            signal: control.signal,
          }),
        (raw, call) => {
          const parsed = expandedInstruction.safeParse(raw)
          if (!parsed.success) {
            sieve.drop('malformed', raw)
            return null
          }
          const { instruction, edit_type, edit_object, examples } = parsed.data
          const exemplarIds = exemplarsOf(examples, instructionContext(request, call).exemplars)
          return sieve.keep({
            instruction,
            editType: edit_type,
            editObject: edit_object,
            exemplarIds,
          })
        },
      )
    },

    async writeRecords(request, control = {}) {
      const sieve = new Sieve({
        editTypes: request.editTypes.map(({ key }) => key),
        sourceCaption: request.image.caption,
      })
      return await collect<DraftRecord>(
        request.count,
        sieve,
        (wanted, call, items) =>
          endpoint.ask({
            name: 'records',
            model: config.model,
            messages: toParams(
              recordMessages(
                request,
                call,
                wanted,
                items.map((item) => item.instruction),
              ),
            ),
            schema: recordList,
            accepted: looseList,
            seed: request.seed + call,
            signal: control.signal,
          }),
        (raw, call) => {
          const parsed = writtenRecord.safeParse(raw)
          if (!parsed.success) {
            sieve.drop('malformed', raw)
            return null
          }
          const record = parsed.data
          const context = recordContext(request, call)
          return sieve.keep({
            instruction: record.instruction,
            targetCaption: record.target_caption,
            editType: record.edit_type,
            editObject: record.edit_object,
            regionId: regionOf(record.region, request.image.regions),
            exemplarIds: exemplarsOf(record.examples, context.exemplars),
            poolIds: idsOf(record.pool, context.pool),
          })
        },
      )
    },

    draftCaption:
      config.visionModel === null
        ? null
        : async (request, control = {}) =>
            await draftCaption(endpoint, config.visionModel ?? config.model, request, control.signal),

    preview(request): Preview {
      const size = Math.min(config.itemsPerCall, request.count)
      const calls = Math.ceil(request.count / config.itemsPerCall)
      const [messages, perItem] =
        request.verb === 'write-records'
          ? [recordMessages(request, 0, size, []), tokensPerRecord]
          : [instructionMessages(request, 0, size, []), tokensPerInstruction]
      const promptTokens = calls * estimateTokens(messages.map(({ text }) => text).join('\n'))
      const completionTokens = request.count * perItem
      return {
        identity,
        messages,
        description: `Sends ${calls} request${calls === 1 ? '' : 's'} to ${config.model} at ${endpoint.origin}.`,
        estimate: {
          calls,
          promptTokens,
          completionTokens,
          costMicros: costMicros(promptTokens, completionTokens, config.prices),
        },
      }
    },
  }
}

async function draftCaption(
  endpoint: OpenAIEndpoint,
  model: string,
  request: DraftCaptionRequest,
  signal: AbortSignal | undefined,
) {
  const [system, user] = draftCaptionPrompt()
  const url = `data:${request.mediaType};base64,${Buffer.from(request.image).toString('base64')}`
  const answer = await endpoint.ask({
    name: 'caption',
    model,
    messages: [
      { role: 'system', content: system?.text ?? '' },
      {
        role: 'user',
        content: [
          { type: 'text', text: user?.text ?? '' },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ],
    schema: draftedCaption,
    accepted: draftedCaption,
    seed: 0,
    signal,
  })
  const fault = answer.dropped.at(-1)
  if (answer.value === null) {
    const refused = fault?.reason === 'refused-by-model'
    throw new ExemplarError(
      'refused',
      refused ? 'The model refused to caption this image.' : 'The model gave no usable caption.',
      {
        fix: 'Write the caption by hand.',
        detail: { reason: fault?.reason ?? 'malformed' },
      },
    )
  }
  const caption = normaliseText(draftedCaption.parse(answer.value).caption).replace(/\.$/u, '')
  if (caption === '' || hasControlCharacters(caption) || wordsOf(caption).length > textLimits.captionWords) {
    throw new ExemplarError('refused', 'The model gave no usable caption.', {
      fix: 'Write the caption by hand.',
      detail: { reason: caption === '' ? 'empty' : 'too-long' },
    })
  }
  return { caption, usage: answer.usage }
}
