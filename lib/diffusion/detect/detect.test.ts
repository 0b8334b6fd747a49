import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixturePath, fixturesDir, needsFixtures, readFixtureJson } from '@/lib/imaging/testing/fixtures'
import { openFolder } from '../models/open-folder'
import { openBertTokenizer } from './bert-tokenizer'
import { detectionText } from './detection-text'
import { detectorInputSize } from './input-size'
import { bestScore, keepDetections } from './keep-detections'
import { textInputs } from './text-inputs'

const tensor = (dims: number[], ...values: number[]) => ({ dims, data: Float32Array.from(values) })

describe('detectionText', () => {
  it('lower-cases, strips and ends with a full stop', () => {
    expect(detectionText('  Red Cup. Spoon ')).toBe('red cup. spoon.')
    expect(detectionText('a galaxy .')).toBe('a galaxy .')
  })

  it.each(['', '  ', '.', ' . .'])('refuses “%s”, which names nothing', (caption) => {
    expect(() => detectionText(caption)).toThrow(/no name/)
  })
})

describe('textInputs', () => {
  it('counts positions anew in each phrase and lets words see their own phrase only', () => {
    // [CLS] red cup . spoon . [SEP]
    const inputs = textInputs([101, 7, 8, 1012, 9, 1012, 102], new Set([101, 102, 1012, 1029]))
    expect([...inputs.position_ids.data]).toEqual([0, 0, 1, 2, 0, 1, 0])
    const rows = Array.from({ length: 7 }, (_, r) =>
      inputs.text_token_mask.data.subarray(r * 7, r * 7 + 7).join(''),
    )
    expect(rows).toEqual(['1000000', '0111000', '0111000', '0111000', '0000110', '0000110', '0000001'])
    expect([...inputs.token_type_ids.data]).toEqual([0, 0, 0, 0, 0, 0, 0])
  })
})

describe('detectorInputSize', () => {
  const input = (...dims: (number | string)[]) => ({ name: 'pixel_values', type: 'float32', dims }) as const
  const open = input(1, 3, 'height', 'width')
  const processor = (size: object) => ({ size, do_normalize: true, do_resize: true }) as never

  it('is what the session is fixed to, else what the processor says, else short side 800 and long side 1333', () => {
    const picture = { width: 640, height: 480 }
    expect(detectorInputSize(input(1, 3, 400, 600), processor({ height: 1, width: 1 }), picture)).toEqual({
      width: 600,
      height: 400,
    })
    expect(detectorInputSize(open, processor({ height: 800, width: 700 }), picture)).toEqual({
      width: 700,
      height: 800,
    })
    expect(detectorInputSize(open, null, picture)).toEqual({ width: 1066, height: 800 })
    expect(detectorInputSize(open, null, { width: 480, height: 640 })).toEqual({ width: 800, height: 1066 })
  })

  it('keeps the long side bounded, and no side below a pixel', () => {
    const size = { shortest_edge: 800, longest_edge: 1333 }
    expect(detectorInputSize(open, processor(size), { width: 2000, height: 500 })).toEqual({
      width: 1333,
      height: 333,
    })
    expect(detectorInputSize(open, processor(size), { width: 8000, height: 1 }).height).toBe(1)
  })
})

describe('keepDetections', () => {
  const prediction = {
    text: 'cup. spoon.',
    ids: [101, 7, 1012, 9, 1012, 102],
    scores: tensor([3, 6], 0, 0.31, 0, 0.26, 0, 0, 0, 0.3, 0, 0.2, 0, 0, 0, 0.1, 0, 0.9, 0, 0),
    boxes: tensor([3, 4], 0.5, 0.5, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 0.4, 0.5, 0.6),
  }

  it('keeps what is above the box threshold and calls it by what is above the text threshold', () => {
    const kept = keepDetections(prediction)
    expect(kept.map(({ query, tokens }) => [query, tokens])).toEqual([
      [0, [7, 9]],
      [2, [9]],
    ])
    expect(kept[1]!.box.map((v) => Math.fround(v))).toEqual([0.3, 0.4, 0.5, 0.6].map(Math.fround))
    expect(bestScore(prediction)).toBeCloseTo(0.9, 6)
  })

  it('may keep nothing', () => {
    expect(keepDetections(prediction, { box: 0.95, text: 0.25 })).toEqual([])
  })
})

describe.skipIf(!fixturesDir)(`BERT’s tokenizer${needsFixtures}`, () => {
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'exemplar-bert-'))
  })
  afterAll(() => rm(dir, { recursive: true }))

  it('gives the same ids from vocab.txt as from tokenizer.json', async () => {
    const role = (readFixtureJson('manifest.json') as { roles: { grounding: string } }).roles.grounding
    const whole = await openBertTokenizer(await openFolder(fixturePath('models', role)))
    await copyFile(fixturePath('models', role, 'vocab.txt'), path.join(dir, 'vocab.txt'))
    const built = await openBertTokenizer(await openFolder(dir))
    for (const text of ['red cup. spoon.', 'Ünïcode  café?', '', 'a [SEP] b', '日本 x', 'zyzzyva-like']) {
      expect(built.encode(text), text).toEqual(whole.encode(text))
    }
  })

  it('refuses the tokenizer of another kind of model', async () => {
    await writeFile(path.join(dir, 'vocab.txt'), 'a\nb\n')
    await expect(openBertTokenizer(await openFolder(dir))).rejects.toThrow(/vocab\.txt/)
  })
})
