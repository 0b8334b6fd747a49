import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/**
 * A real HTTP server that speaks the chat completions protocol, its failures included. Each request takes the next
 * reply of the script; when the script is empty, `otherwise` answers.
 *
 *     await using server = await startOpenAIServer()
 *     server.script(reply.status(429, { retryAfter: '1' }), reply.json({ items: [] }))
 */
export interface OpenAIServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>/v1` */
  readonly baseUrl: string
  readonly received: readonly ReceivedRequest[]
  script(...replies: readonly Reply[]): void
}

const requestBody = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  response_format: z.looseObject({ type: z.string() }).optional(),
})

export interface ReceivedRequest {
  readonly path: string
  readonly authorization: string | null
  readonly body: z.infer<typeof requestBody>
  /** `performance.now()` at the end of its body. */
  readonly at: number
}

export type Reply = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>

interface AnswerOptions {
  readonly finishReason?: 'stop' | 'length' | 'content_filter'
  readonly usage?: { readonly prompt: number; readonly completion: number } | null
  readonly refusal?: string
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

function completion(request: ReceivedRequest, content: string | null, options: AnswerOptions) {
  const usage = options.usage === undefined ? { prompt: 1000, completion: 100 } : options.usage
  return {
    id: 'chatcmpl-local',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: request.body.model,
    choices: [
      {
        index: 0,
        finish_reason: options.finishReason ?? 'stop',
        logprobs: null,
        message: { role: 'assistant', content, refusal: options.refusal ?? null },
      },
    ],
    ...(usage === null
      ? {}
      : {
          usage: {
            prompt_tokens: usage.prompt,
            completion_tokens: usage.completion,
            total_tokens: usage.prompt + usage.completion,
          },
        }),
  }
}

/** What an endpoint can do to a request. */
export const reply = {
  /** An answer whose content is this text, well-formed or not. */
  text:
    (content: string, options: AnswerOptions = {}): Reply =>
    (request, response) =>
      sendJson(response, 200, completion(request, content, options)),
  json: (value: unknown, options: AnswerOptions = {}): Reply => reply.text(JSON.stringify(value), options),
  refusal:
    (why: string): Reply =>
    (request, response) =>
      sendJson(response, 200, completion(request, null, { refusal: why })),
  status:
    (status: number, options: { readonly message?: string; readonly retryAfter?: string } = {}): Reply =>
    (_, response) =>
      sendJson(
        response,
        status,
        { error: { message: options.message ?? `status ${status}`, type: 'error', code: null, param: null } },
        options.retryAfter === undefined ? {} : { 'retry-after': options.retryAfter },
      ),
  /** A gateway's page: status 200 and no JSON. */
  page:
    (html: string): Reply =>
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(html)
    },
  /** Headers and half of the body, then the connection ends. */
  brokenOff: (): Reply => (request, response) => {
    const body = JSON.stringify(completion(request, '{"items": []}', {}))
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) })
    response.write(body.slice(0, body.length / 2), () => response.socket?.destroy())
  },
  noAnswer: (): Reply => () => {},
  /** Headers at once, a body that never ends. */
  stalledBody: (): Reply => (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"id": "chatcmpl-local",')
  },
  /** An endpoint that knows only these kinds of response_format; others get a 400. */
  accepting:
    (formats: readonly string[], then: Reply): Reply =>
    (request, response) => {
      const asked = request.body.response_format?.type
      return asked === undefined || formats.includes(asked)
        ? then(request, response)
        : reply.status(400, { message: `response_format ${asked} is not supported` })(request, response)
    },
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of message) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks).toString('utf8')
}

/** Listens on a free port of the loopback interface until disposed of. */
export async function startOpenAIServer(
  otherwise: Reply = reply.status(500, { message: 'The script is at its end.' }),
): Promise<OpenAIServer> {
  const received: ReceivedRequest[] = []
  const replies: Reply[] = []
  const server = createServer((message, response) => {
    const answer = async () => {
      const parsed = requestBody.safeParse(JSON.parse((await readBody(message)) || 'null'))
      if (!parsed.success || message.url !== '/v1/chat/completions') {
        return sendJson(response, 404, { error: { message: 'Unknown path or body.' } })
      }
      const authorization = message.headers.authorization ?? null
      const request = { path: message.url, authorization, body: parsed.data, at: performance.now() }
      received.push(request)
      await (replies.shift() ?? otherwise)(request, response)
    }
    answer().catch((error: unknown) => sendJson(response, 400, { error: { message: String(error) } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    received,
    script: (...next) => {
      replies.push(...next)
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
