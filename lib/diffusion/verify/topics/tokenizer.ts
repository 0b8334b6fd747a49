import path from 'node:path'
import { z } from 'zod'
import { openTokenizer } from '../../text/open-tokenizer'
import type { Topic } from '../topic'

const ids = z.array(z.int())
const cases = z.array(
  z.object({
    prompt: z.string(),
    tokenizer: ids,
    tokenizer_2: ids,
    encode: ids,
    decoded_tokens: z.array(z.string()),
    clip_tokenize: ids,
  }),
)

const nameOf = (prompt: string) => (prompt.length > 40 ? `${prompt.slice(0, 40)}…` : prompt) || '(empty)'

export const tokenizerTopic: Topic = {
  name: 'tokenizer',
  cases: async (folder) => {
    const listed = await folder.json('cases.json', cases)
    const sdxl = folder.model('sdxl')
    const open = Promise.all([
      openTokenizer(path.join(sdxl, 'tokenizer')),
      openTokenizer(path.join(sdxl, 'tokenizer_2')),
    ])
    open.catch(() => {}) // Each case reports it.
    return listed.map((expected) => ({
      name: nameOf(JSON.stringify(expected.prompt)),
      check: async (comparison) => {
        const [first, second] = await open
        const encoded = first.encode(expected.prompt)
        comparison.same('ids of tokenizer', first.encodePadded(expected.prompt), expected.tokenizer)
        comparison.same('ids of tokenizer_2', second.encodePadded(expected.prompt), expected.tokenizer_2)
        comparison.same('ids without padding', encoded, expected.encode)
        comparison.same(
          'text of each token',
          encoded.map((id) => first.decode(id)),
          expected.decoded_tokens,
        )
        // CLIP's own tokenizer pads with zeros.
        comparison.same('ids for CLIP scores', first.encodePadded(expected.prompt, 0), expected.clip_tokenize)
      },
    }))
  },
}
