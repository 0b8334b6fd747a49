import { ExemplarError } from '@/lib/platform/errors'
import type { TextEncoderConfig } from '../models/configs'
import type { DiffusionFolder } from '../models/open-diffusion-folder'
import { type OnnxModel, type OpenOptions, openModel } from '../onnx/open-session'
import type { Tensor } from '../onnx/tensors'
import { RecentlyUsed } from '../vision/recently-used'
import { type ClipTokenizer, textLength } from './clip-tokenizer'
import { openTokenizer } from './open-tokenizer'

/** What a UNet is told about one prompt. */
export interface Conditioning {
  /** [77, D]: both encoders' last but one hidden state, side by side. */
  readonly embeds: Float32Array
  /** [P]: the second encoder's `text_embeds`. */
  readonly pooled: Float32Array
}

/** A record's candidates share their prompts, and a run works on few records at a time. 0.7 MB each with SDXL. */
const remembered = 32

interface Encoder {
  readonly model: OnnxModel
  readonly tokenizer: ClipTokenizer
  /** The output of the last but one hidden state. */
  readonly hidden: string
}

const mismatch = (tokenizer: ClipTokenizer, file: string, why: string): ExemplarError =>
  new ExemplarError('unsupported', `The tokenizer ${tokenizer.name} is not that of ${file}: ${why}.`, {
    field: tokenizer.name,
    fix: 'Fetch the model’s folder again; each text encoder needs the tokenizer that it was published with.',
  })

const checkTokenizer = (tokenizer: ClipTokenizer, file: string, config: TextEncoderConfig): void => {
  const { vocab_size: size } = config
  const highest = tokenizer.highestId
  if (highest >= size)
    throw mismatch(tokenizer, file, `it gives out ids up to ${highest}, and the encoder knows ${size}`)
  for (const [role, id] of [
    ['begin', tokenizer.bosId],
    ['end', tokenizer.eosId],
    ['padding', tokenizer.padId],
  ] as const)
    if (id >= size)
      throw mismatch(tokenizer, file, `its ${role} token is ${id}, and the encoder knows ${size}`)
}

const requireOutput = (model: OnnxModel, name: string, what: string): string => {
  if (model.outputs.has(name)) return name
  throw new ExemplarError(
    'unsupported',
    `${model.file} has no output “${name}” (${what}); it has ${[...model.outputs.keys()].join(', ')}.`,
    {
      field: name,
      fix: 'Export the text encoders with their hidden states, as optimum does for Stable Diffusion XL.',
    },
  )
}

/** Both text encoders of an SDXL folder with their tokenizers. */
export class SdxlText {
  private readonly cache = new RecentlyUsed<string, Promise<Conditioning>>(remembered)

  private constructor(
    private readonly first: Encoder,
    private readonly second: Encoder,
  ) {}

  /** Errors: `unsupported`, naming the file, for a tokenizer of another model or an output that is not there. */
  static async open(folder: DiffusionFolder, options: OpenOptions = {}): Promise<SdxlText> {
    const [tokenizer, tokenizer2] = await Promise.all(
      [folder.tokenizer, folder.tokenizer2].map((name) => openTokenizer(`${folder.root}/${name}`)),
    )
    if (!tokenizer || !tokenizer2) throw new Error('a tokenizer is missing')
    const opened: OnnxModel[] = []
    const open = async (tokenizer: ClipTokenizer, part: DiffusionFolder['textEncoder']): Promise<Encoder> => {
      checkTokenizer(tokenizer, part.file, part.config)
      const model = await openModel(part.file, options)
      opened.push(model)
      // By number: in the order of names, hidden_states.11 comes before hidden_states.2.
      const hidden = `hidden_states.${part.config.num_hidden_layers - 1}`
      return { model, tokenizer, hidden: requireOutput(model, hidden, 'the last but one hidden state') }
    }
    try {
      const first = await open(tokenizer, folder.textEncoder)
      const second = await open(tokenizer2, folder.textEncoder2)
      requireOutput(second.model, 'text_embeds', 'the pooled and projected text')
      return new SdxlText(first, second)
    } catch (error) {
      await Promise.all(opened.map((model) => model.release()))
      throw error
    }
  }

  /** The first encoder's, by which prompts are aligned. */
  get tokenizer(): ClipTokenizer {
    return this.first.tokenizer
  }

  get sessionMs(): number {
    return this.first.model.sessionMs + this.second.model.sessionMs
  }

  /** Ids that each encoder is fed. */
  ids(prompt: string): readonly [Int32Array, Int32Array] {
    return [this.first.tokenizer.encodePadded(prompt), this.second.tokenizer.encodePadded(prompt)]
  }

  /**
   * Encodes one prompt; beyond 77 tokens it is cut. Prompts go through the encoders one by one, so that what is made
   * of a prompt never depends on the prompts beside it.
   */
  encode(prompt: string): Promise<Conditioning> {
    const known = this.cache.get(prompt)
    if (known) return known
    const encoding = this.run(prompt)
    this.cache.set(prompt, encoding)
    encoding.catch(() => this.cache.delete(prompt))
    return encoding
  }

  async release(): Promise<void> {
    await Promise.all([this.first.model.release(), this.second.model.release()])
  }

  private async run(prompt: string): Promise<Conditioning> {
    const [ids, ids2] = this.ids(prompt)
    const { [this.first.hidden]: hidden } = await runEncoder(this.first, ids, [this.first.hidden])
    const wanted = [this.second.hidden, 'text_embeds']
    const { [this.second.hidden]: hidden2, text_embeds: pooled } = await runEncoder(this.second, ids2, wanted)
    if (!hidden || !hidden2 || !pooled) throw new Error('the runtime left an output out')
    return { embeds: sideBySide(hidden, hidden2), pooled: pooled.data }
  }
}

const runEncoder = (
  { model }: Encoder,
  ids: Int32Array,
  wanted: readonly string[],
): Promise<Record<string, Tensor>> => {
  const dims = [1, textLength]
  return model.run(
    {
      input_ids: { dims, data: ids },
      // Some exports ask for it. CLIP reads padding like any other token, so nothing is masked.
      ...(model.inputs.has('attention_mask') && {
        attention_mask: { dims, data: new Int32Array(textLength).fill(1) },
      }),
    },
    wanted,
  )
}

/** [1, 77, A] and [1, 77, B] → [77, A + B]. */
const sideBySide = (first: Tensor, second: Tensor): Float32Array => {
  const a = first.data.length / textLength
  const b = second.data.length / textLength
  const joined = new Float32Array(textLength * (a + b))
  for (let token = 0; token < textLength; token++) {
    joined.set(first.data.subarray(token * a, (token + 1) * a), token * (a + b))
    joined.set(second.data.subarray(token * b, (token + 1) * b), token * (a + b) + a)
  }
  return joined
}
