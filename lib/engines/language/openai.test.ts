import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultEditTypes } from './edit-types'
import type { Exemplar, WriteRecordsRequest } from './language'
import { createOpenAILanguage } from './openai'
import { type OpenAILanguageConfig, openAIDefaults } from './openai-config'
import { type OpenAIServer, reply, startOpenAIServer } from './testing/openai-server'

const apiKey = 'sk-test-THE-KEY-1234567890'
const exemplar: Exemplar = {
  id: 'ex1',
  instruction: 'Turn the coffee into matcha',
  sourceCaption: 'a cup of coffee on a table',
  targetCaption: 'a cup of matcha on a table',
  editType: 'replace',
  editObject: 'coffee',
}
const request: WriteRecordsRequest = {
  image: { caption: 'a ginger cat on a sofa', regions: [{ id: 'r1', label: 'Cat' }] },
  pool: [
    {
      id: 'p1',
      instruction: 'Make the dog silver',
      editType: 'change-color',
      editObject: 'dog',
      exemplarIds: [],
    },
  ],
  exemplars: [exemplar],
  count: 1,
  editTypes: defaultEditTypes,
  seed: 7,
}
const record = (change: Record<string, unknown> = {}) => ({
  instruction: 'Make the cat silver',
  target_caption: 'a silver cat on a sofa',
  edit_type: 'change-color',
  edit_object: 'cat',
  region: 'cat',
  pool: ['I1'],
  examples: ['E1'],
  ...change,
})
const items = (...list: unknown[]) => ({ items: list })

let server: OpenAIServer
beforeEach(async () => {
  server = await startOpenAIServer()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
})

function engine(change: Partial<OpenAILanguageConfig> = {}) {
  return createOpenAILanguage({
    ...openAIDefaults,
    baseUrl: server.baseUrl,
    apiKey,
    model: 'local-model',
    visionModel: 'local-vision',
    prices: { promptPerMillion: 2, completionPerMillion: 10 },
    timeoutMs: 2_000,
    retry: { attempts: 3, baseMs: 1, capMs: 1_500 },
    ...change,
  })
}
const reasons = (result: { dropped: readonly { reason: string }[] }) =>
  result.dropped.map(({ reason }) => reason)

describe('a good answer', () => {
  it('becomes records that name their region, exemplars and pool, with tokens and cost', async () => {
    server.script(reply.json(items(record())))
    const result = await engine().writeRecords(request)
    expect(result.items).toEqual([
      {
        instruction: 'Make the cat silver',
        targetCaption: 'a silver cat on a sofa',
        editType: 'change-color',
        editObject: 'cat',
        regionId: 'r1',
        exemplarIds: ['ex1'],
        poolIds: ['p1'],
      },
    ])
    expect(result.usage).toEqual({
      promptTokens: 1000,
      completionTokens: 100,
      costMicros: 3000,
      estimated: false,
      requests: 1,
    })
    const sent = server.received[0]!
    expect(sent.authorization).toBe(`Bearer ${apiKey}`)
    expect(sent.body.response_format?.type).toBe('json_schema')
  })
  it('is asked for with exactly the messages of the preview', async () => {
    server.script(reply.json(items(record())))
    const language = engine()
    const preview = language.preview({ verb: 'write-records', ...request })
    await language.writeRecords(request)
    const sent = server.received[0]!.body.messages.map(({ role, content }) => ({ role, text: content }))
    expect(sent).toEqual(preview.messages)
    expect(preview.estimate.calls).toBe(1)
    expect(preview.estimate.costMicros).toBeGreaterThan(0)
    expect(JSON.stringify(preview)).not.toContain('THE-KEY')
  })
  it('reads NONE as the whole image', async () => {
    server.script(reply.json(items(record({ edit_object: 'NONE', region: null }))))
    const result = await engine().writeRecords(request)
    expect(result.items[0]).toMatchObject({ editObject: null, regionId: null })
  })
  it('gives pool instructions, without those that exist', async () => {
    const one = {
      instruction: 'Paint the boat red',
      edit_type: 'change-color',
      edit_object: 'boat',
      examples: [],
    }
    server.script(reply.json(items({ ...one, instruction: 'turn coffee to matcha.' }, one)))
    const result = await engine().expandInstructions({
      exemplars: [exemplar],
      count: 1,
      editTypes: defaultEditTypes,
      seed: 1,
    })
    expect(result.items).toEqual([
      {
        instruction: 'Paint the boat red',
        editType: 'change-color',
        editObject: 'boat',
        exemplarIds: ['ex1'],
      },
    ])
    expect(reasons(result)).toEqual(['near-duplicate'])
  })
})

describe('items that break a rule', () => {
  it('are dropped with the reason while the good ones stay', async () => {
    server.script(
      reply.json(
        items(
          record(),
          record({ instruction: 'MAKE the cat silver.' }),
          record({ instruction: 'Please make the cats silver' }),
          record({ instruction: 'Do nothing', target_caption: 'A ginger cat on a sofa.' }),
          record({ instruction: ' ' }),
          record({ instruction: 'Make it purple', edit_type: 'wizardry' }),
          record({ instruction: 'Make it pink', target_caption: 'cat '.repeat(61) }),
          record({ instruction: 'Make it \u202eteal' }),
          { instruction: 'Make it teal' },
          record({ instruction: 'Replace the cat with a fox', target_caption: 'a ginger fox on a sofa' }),
        ),
      ),
    )
    const result = await engine().writeRecords({ ...request, count: 2 })
    expect(result.items.map(({ instruction }) => instruction)).toEqual([
      'Make the cat silver',
      'Replace the cat with a fox',
    ])
    expect(reasons(result)).toEqual([
      'exact-duplicate',
      'near-duplicate',
      'unchanged-caption',
      'empty',
      'unknown-type',
      'too-long',
      'control-characters',
      'malformed',
    ])
  })
})

describe('an endpoint that fails', () => {
  it('429 with Retry-After: waits that long and asks again', async () => {
    server.script(reply.status(429, { retryAfter: '1' }), reply.json(items(record())))
    const result = await engine().writeRecords(request)
    expect(result.usage.requests).toBe(2)
    expect(server.received[1]!.at - server.received[0]!.at).toBeGreaterThan(950)
  })
  it('429 that asks for more patience than we have: rate-limited, and says when to return', async () => {
    server.script(reply.status(429, { retryAfter: '3600' }))
    await expect(engine().writeRecords(request)).rejects.toMatchObject({
      code: 'rate-limited',
      detail: { retryAfterMs: 3_600_000 },
    })
    expect(server.received).toHaveLength(1)
  })
  it('500, a broken connection and a gateway page: asks again', async () => {
    for (const fault of [
      reply.status(500),
      reply.status(503),
      reply.brokenOff(),
      reply.page('<html>bad gateway'),
    ]) {
      server.script(fault, reply.json(items(record())))
      const result = await engine().writeRecords(request)
      expect(result.items).toHaveLength(1)
      expect(result.usage.requests).toBe(2)
    }
  })
  it('500 for ever: unavailable after the attempts of the policy', async () => {
    await expect(engine().writeRecords(request)).rejects.toMatchObject({ code: 'unavailable' })
    expect(server.received).toHaveLength(3)
  })
  it('no answer, or a body that never ends: unavailable in time', async () => {
    for (const fault of [reply.noAnswer(), reply.stalledBody()]) {
      server.script(fault)
      const started = performance.now()
      const patient = engine({ timeoutMs: 150, retry: { attempts: 1, baseMs: 1, capMs: 1 } })
      await expect(patient.writeRecords(request)).rejects.toMatchObject({ code: 'unavailable' })
      expect(performance.now() - started).toBeLessThan(1_500)
    }
  })
  it('nobody listening: unavailable', async () => {
    await expect(engine({ baseUrl: 'http://127.0.0.1:9/v1' }).writeRecords(request)).rejects.toMatchObject({
      code: 'unavailable',
    })
  })
  it('401: is not retried, and the key that the endpoint repeats reaches neither message nor object', async () => {
    server.script(reply.status(401, { message: `Incorrect API key provided: ${apiKey}` }))
    server.script(reply.status(400, { message: `bad request with ${apiKey}` }))
    server.script(reply.status(400), reply.status(400, { message: `bad request with ${apiKey}` }))
    for (let i = 0; i < 2; i++) {
      const error = await engine()
        .writeRecords(request)
        .catch((caught: unknown) => caught)
      expect(error).toMatchObject({ name: 'ExemplarError', code: 'unavailable' })
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('THE-KEY')
    }
    expect(server.received).toHaveLength(4)
  })
})

describe('an answer that is not one', () => {
  it('malformed JSON: asked again with what is wrong, and both counted', async () => {
    server.script(reply.text('{"items": [oops'), reply.json(items(record())))
    const result = await engine().writeRecords(request)
    expect(reasons(result)).toEqual(['malformed'])
    expect(result.items).toHaveLength(1)
    expect(result.usage.promptTokens).toBe(2000)
    const again = server.received[1]!.body.messages
    expect(again).toHaveLength(4)
    expect(again[3]?.content).toContain("can't be used")
  })
  it('another schema, for ever: given up after the re-asks, with nothing thrown', async () => {
    server.script(...Array.from({ length: 20 }, () => reply.json({ rows: [] })))
    const result = await engine({ reasks: 1 }).writeRecords(request)
    expect(result.items).toEqual([])
    expect(reasons(result)).toEqual(['malformed', 'malformed', 'malformed', 'malformed'])
  })
  it('refusal: dropped by name and not asked again', async () => {
    server.script(reply.refusal('I cannot help with that.'))
    const result = await engine().writeRecords(request)
    expect(result.dropped).toEqual([{ reason: 'refused-by-model', raw: 'I cannot help with that.' }])
    expect(server.received).toHaveLength(1)
  })
  it('content filter: counts as a refusal', async () => {
    server.script(reply.text('', { finishReason: 'content_filter' }))
    expect(reasons(await engine().writeRecords(request))).toEqual(['refused-by-model'])
  })
  it('cut off: asked for fewer', async () => {
    server.script(reply.text('{"items": [{"instr', { finishReason: 'length' }), reply.json(items(record())))
    const result = await engine().writeRecords(request)
    expect(reasons(result)).toEqual(['truncated'])
    expect(server.received[1]!.body.messages[3]?.content).toContain('half as many')
  })
  it('without usage: tokens are estimated and marked so', async () => {
    server.script(reply.json(items(record()), { usage: null }))
    const { usage } = await engine().writeRecords(request)
    expect(usage.estimated).toBe(true)
    expect(usage.promptTokens).toBeGreaterThan(300)
    expect(usage.costMicros).toBeGreaterThan(0)
  })
})

describe('an endpoint without structured output', () => {
  it('is asked more plainly, and the engine remembers', async () => {
    const fenced = reply.text(`Here you are:\n\`\`\`json\n${JSON.stringify(items(record()))}\n\`\`\``)
    const plainOnly = reply.accepting([], fenced)
    server.script(plainOnly, plainOnly, plainOnly, plainOnly)
    const language = engine()
    expect((await language.writeRecords(request)).items).toHaveLength(1)
    expect(server.received.map(({ body }) => body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
    ])
    expect((await language.writeRecords(request)).items).toHaveLength(1)
    expect(server.received).toHaveLength(4)
  })
})

describe('cancelling', () => {
  it('stops a request that runs', async () => {
    server.script(reply.noAnswer())
    const control = new AbortController()
    setTimeout(() => control.abort(), 50)
    await expect(engine().writeRecords(request, { signal: control.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
  it('stops the wait before a retry', async () => {
    server.script(reply.status(429, { retryAfter: '1' }))
    const control = new AbortController()
    setTimeout(() => control.abort(), 50)
    const started = performance.now()
    await expect(engine().writeRecords(request, { signal: control.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(performance.now() - started).toBeLessThan(900)
  })
})

describe('draftCaption', () => {
  const image = { image: new Uint8Array([1, 2, 3]), mediaType: 'image/png' as const }
  it('sends the picture and gives one clean sentence', async () => {
    server.script(reply.json({ caption: ' A  ginger cat on a sofa. ' }))
    const { caption } = (await engine().draftCaption?.(image))!
    expect(caption).toBe('A ginger cat on a sofa')
    expect(server.received[0]!.body.model).toBe('local-vision')
    expect(JSON.stringify(server.received[0]!.body.messages)).toContain('data:image/png;base64,AQID')
  })
  it('says so when the model refuses', async () => {
    server.script(reply.refusal('no'))
    await expect(engine().draftCaption?.(image)).rejects.toMatchObject({ code: 'refused' })
  })
  it('is absent without a vision model', () => expect(engine({ visionModel: null }).draftCaption).toBeNull())
})
