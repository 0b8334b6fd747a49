import OpenAI from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import type { ChatCompletion, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { addUsage, costMicros, estimateTokens } from './cost'
import { endpointError } from './endpoint-error'
import { jsonInText } from './json-in-text'
import { type Dropped, type DropReason, noUsage, type Usage } from './language'
import type { OpenAILanguageConfig, StructuredOutput } from './openai-config'
import { withRetry } from './retry'
import { SeededRandom } from './seeded-random'
import { dropped } from './sift'

const nextBest: Record<StructuredOutput, StructuredOutput | null> = {
  json_schema: 'json_object',
  json_object: 'none',
  none: null,
}

export interface StructuredCall<Answer> {
  readonly name: string
  readonly model: string
  readonly messages: readonly ChatCompletionMessageParam[]
  /** What the endpoint is asked to keep to. */
  readonly schema: z.ZodType<Answer>
  /** What is accepted: the same or looser, so that one bad item doesn't cost the good ones. */
  readonly accepted: z.ZodType<unknown>
  readonly seed: number
  readonly signal: AbortSignal | undefined
}

export interface StructuredAnswer {
  /** Null when every answer was refused, cut off or malformed; `dropped` says which. */
  readonly value: unknown
  readonly dropped: readonly Dropped[]
  readonly usage: Usage
}

type Reading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: DropReason; readonly text: string; readonly advice: string | null }

function read(completion: ChatCompletion, accepted: z.ZodType<unknown>): Reading {
  const choice = completion.choices?.[0]
  const message = choice?.message
  if (message?.refusal != null || choice?.finish_reason === 'content_filter') {
    const text = message?.refusal ?? 'stopped by the content filter'
    return { ok: false, reason: 'refused-by-model', text, advice: null }
  }
  const text = message?.content ?? ''
  const cut = choice?.finish_reason === 'length'
  try {
    const parsed = accepted.safeParse(jsonInText(text))
    if (parsed.success) return { ok: true, value: parsed.data }
    return { ok: false, reason: 'malformed', text, advice: z.prettifyError(parsed.error) }
  } catch (error) {
    const advice = cut ? 'The answer was cut off. Give half as many items.' : (error as SyntaxError).message
    return { ok: false, reason: cut ? 'truncated' : 'malformed', text, advice }
  }
}

const textOf = (message: ChatCompletionMessageParam) =>
  typeof message.content === 'string'
    ? message.content
    : JSON.stringify(message.content ?? '').slice(0, 8_000)

/** One endpoint: sends, retries, steps down to weaker output formats, asks again, and counts. */
export class OpenAIEndpoint {
  readonly origin: string
  readonly #client: OpenAI
  readonly #config: OpenAILanguageConfig
  #format: StructuredOutput

  constructor(config: OpenAILanguageConfig) {
    this.#config = config
    this.#format = config.structuredOutput
    this.origin = new URL(config.baseUrl).origin
    this.#client = new OpenAI({
      baseURL: config.baseUrl,
      apiKey: config.apiKey,
      timeout: config.timeoutMs,
      maxRetries: 0,
      // The package would otherwise read these and its log level from the environment.
      organization: null,
      project: null,
      logLevel: 'off',
    })
  }

  async ask<Answer>(call: StructuredCall<Answer>): Promise<StructuredAnswer> {
    const faults: Dropped[] = []
    const messages = [...call.messages]
    let usage = noUsage
    for (let asked = 0; asked <= this.#config.reasks; asked++) {
      const sent = await this.#send(call, messages, asked)
      usage = addUsage(usage, sent.usage)
      const reading = read(sent.completion, call.accepted)
      if (reading.ok) return { value: reading.value, dropped: faults, usage }
      faults.push(dropped(reading.reason, reading.text))
      if (reading.advice === null) break
      messages.push(
        { role: 'assistant', content: reading.text.slice(0, 4_000) || '(nothing)' },
        {
          role: 'user',
          content: `That answer can't be used. ${reading.advice}\nAnswer again, with JSON only.`,
        },
      )
    }
    return { value: null, dropped: faults, usage }
  }

  async #send<Answer>(call: StructuredCall<Answer>, messages: ChatCompletionMessageParam[], asked: number) {
    const random = new SeededRandom(call.seed + asked)
    let requests = 0
    let format = this.#format
    for (;;) {
      try {
        const completion = await withRetry(
          () => {
            requests++
            return this.#request(call, messages, format)
          },
          this.#config.retry,
          random,
          call.signal,
        )
        this.#format = format
        return { completion, usage: this.#usageOf(completion, messages, requests) }
      } catch (error) {
        const weaker = nextBest[format]
        const refusesFormat =
          error instanceof OpenAI.APIError && (error.status === 400 || error.status === 422)
        if (!refusesFormat || weaker === null) {
          throw endpointError(error, { model: call.model, origin: this.origin, apiKey: this.#config.apiKey })
        }
        format = weaker
      }
    }
  }

  /**
   * `create` and not `parse`: `parse` throws on a cut-off or ill-formed answer and takes its token counts along,
   * and those were paid for.
   */
  async #request<Answer>(
    call: StructuredCall<Answer>,
    messages: ChatCompletionMessageParam[],
    format: StructuredOutput,
  ): Promise<ChatCompletion> {
    const responseFormat =
      format === 'json_schema'
        ? { response_format: zodResponseFormat(call.schema, call.name) }
        : format === 'json_object'
          ? { response_format: { type: 'json_object' as const } }
          : {}
    const signal = call.signal === undefined ? {} : { signal: call.signal }
    const body = await this.#client.chat.completions
      .create(
        { model: call.model, messages, ...responseFormat },
        // The package's own timeout ends with the headers; a body that never ends would hang.
        { signal: AbortSignal.any([AbortSignal.timeout(this.#config.timeoutMs), ...Object.values(signal)]) },
      )
      .catch((error: unknown) => {
        const ours = call.signal?.aborted === true
        if (error instanceof OpenAI.APIUserAbortError && !ours) throw new OpenAI.APIConnectionTimeoutError()
        if (error instanceof DOMException && !ours) throw new OpenAI.APIConnectionTimeoutError()
        throw error
      })
    if (typeof body !== 'object' || body === null || !Array.isArray(body.choices)) {
      throw new SyntaxError('The endpoint answered with something other than a completion.')
    }
    return body
  }

  #usageOf(
    completion: ChatCompletion,
    messages: readonly ChatCompletionMessageParam[],
    requests: number,
  ): Usage {
    const counted = completion.usage
    const promptTokens = counted?.prompt_tokens ?? estimateTokens(messages.map(textOf).join('\n'))
    const completionTokens =
      counted?.completion_tokens ?? estimateTokens(completion.choices[0]?.message?.content ?? '')
    return {
      promptTokens,
      completionTokens,
      costMicros: costMicros(promptTokens, completionTokens, this.#config.prices),
      estimated: counted == null,
      requests,
    }
  }
}
