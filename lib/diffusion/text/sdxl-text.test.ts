import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDiffusionFolder } from '../models/open-diffusion-folder'
import { openModel } from '../onnx/open-session'
import { writeTinySdxl } from '../testing/write-tiny-sdxl'
import { textLength } from './clip-tokenizer'
import { SdxlText } from './sdxl-text'
import { writeTokenizer } from './testing/write-tokenizer'

let root: string
let count = 0
const opened: SdxlText[] = []
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'sdxl-text-'))
})
afterAll(async () => {
  await Promise.all(opened.map((text) => text.release()))
  await rm(root, { recursive: true })
})

const write = () => writeTinySdxl(path.join(root, String(count++)))
const open = async (folder: string) => {
  const text = await SdxlText.open(await openDiffusionFolder(folder))
  opened.push(text)
  return text
}
const change = async (file: string, changes: object) =>
  writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...changes }))

describe('both text encoders', () => {
  it('give their last but one hidden state side by side, and the second’s pooled text', async () => {
    const folder = await write()
    const text = await open(folder)
    const { embeds, pooled } = await text.encode('a cat!')
    const outputs = async (name: string, data: Int32Array) => {
      const model = await openModel(path.join(folder, name, 'model.onnx'))
      const found = await model.run({ input_ids: { dims: [1, textLength], data } })
      await model.release()
      return found
    }
    const [ids, ids2] = text.ids('a cat!')
    const first = await outputs('text_encoder', ids)
    const second = await outputs('text_encoder_2', ids2)
    expect(ids).not.toEqual(ids2) // They pad differently.
    // hidden_states.10 of eleven layers; by name, hidden_states.8 would be the last but one.
    const expected = Array.from({ length: textLength }, (_, token) => [
      ...(first['hidden_states.10']?.data.subarray(2 * token, 2 * token + 2) ?? []),
      ...(second['hidden_states.10']?.data.subarray(4 * token, 4 * token + 4) ?? []),
    ]).flat()
    expect([...embeds]).toEqual(expected)
    expect(pooled).toEqual(second.text_embeds?.data)
  })

  it('read prompts of no tokens and of 500, and each only once', async () => {
    const text = await open(await write())
    const prompts = ['', 'cat '.repeat(500)]
    for (const prompt of prompts) expect((await text.encode(prompt)).embeds).toHaveLength(6 * textLength)
    const before = text.sessionMs
    for (const prompt of prompts) await text.encode(prompt)
    expect(text.sessionMs).toBe(before)
  })
})

describe('a tokenizer of another model', () => {
  it('is refused by name when its ids are beyond the encoder’s', async () => {
    const folder = await write()
    await change(path.join(folder, 'text_encoder_2/config.json'), { vocab_size: 400 })
    await expect(open(folder)).rejects.toThrow(
      /tokenizer_2 is not that of .*text_encoder_2.*up to \d+.*knows 400/,
    )
  })

  it('is refused by name when a special token is missing', async () => {
    const folder = await write()
    await writeTokenizer(path.join(folder, 'tokenizer'), { config: { eos_token: '[SEP]' } })
    await expect(open(folder)).rejects.toThrow(
      /tokenizer\/vocab\.json does not know its own end token “\[SEP\]”/,
    )
  })
})

it('refuses an encoder without its hidden states, naming what it has', async () => {
  const folder = await write()
  await change(path.join(folder, 'text_encoder/config.json'), { num_hidden_layers: 24 })
  await expect(open(folder)).rejects.toThrow(/no output “hidden_states\.23”.*it has hidden_states\.0/)
})
