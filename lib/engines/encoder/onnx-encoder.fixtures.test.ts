import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeRaster } from '@/lib/imaging/codec'
import { createRaster, type Raster } from '@/lib/imaging/raster'
import { fixturePath, fixturesDir, needsFixtures, readFixtureJson } from '@/lib/imaging/testing/fixtures'
import type { Encoder, PairToScore } from './encoder'
import { openOnnxEncoder } from './onnx-encoder'

interface Case {
  name: string
  source_image: string
  target_image: string
  source_prompt: string
  target_prompt: string
  clip_sim_source: number
  clip_sim_target: number
  clip_sim_dir: number
  clip_sim_image: number
  dinov2_sim: number
}

const copyOf = (raster: Raster): Raster => ({ ...raster, data: raster.data.slice() })

describe.skipIf(!fixturesDir)(`the encoder on small models${needsFixtures}`, () => {
  const cases = fixturesDir ? (readFixtureJson('cases', 'metrics', 'cases.json') as Case[]) : []
  const models = fixturesDir
    ? (readFixtureJson('manifest.json') as { roles: Record<string, string> }).roles
    : {}
  const folder = (role: string) => fixturePath('models', models[role]!)
  const picture = (file: string) => decodeRaster(fixturePath('cases', 'metrics', file), { profile: 'ignore' })
  const pairOf = async (c: Case): Promise<PairToScore> => ({
    source: await picture(c.source_image),
    edited: await picture(c.target_image),
    sourceCaption: c.source_prompt,
    targetCaption: c.target_prompt,
  })
  const wanted = (c: Case) => [
    c.clip_sim_source,
    c.clip_sim_target,
    c.clip_sim_dir,
    c.clip_sim_image,
    c.dinov2_sim,
  ]

  let encoder: Encoder
  beforeAll(async () => {
    encoder = await openOnnxEncoder({ clip: folder('clip'), dinov2: folder('dinov2'), models: [] })
    await encoder.warmUp()
  })
  afterAll(() => encoder.release())

  it('scores all pairs at once as the reference scores each', async () => {
    const scores = await encoder.scorePairs(await Promise.all(cases.map(pairOf)))
    for (const [i, c] of cases.entries()) {
      for (const [k, value] of Object.values(scores[i]!).entries()) {
        expect(Math.abs(value! - wanted(c)[k]!), c.name).toBeLessThan(1e-5)
      }
    }
  })

  it('looks once at a source and a caption that pairs share', async () => {
    const pair = await pairOf(cases[0]!)
    await encoder.scorePair(pair)
    const before = encoder.sessionMs
    await encoder.scorePair({ ...pair, edited: pair.source, targetCaption: pair.sourceCaption })
    expect(encoder.sessionMs).toBe(before)
  })

  it('sees no direction where nothing changed, in one object or two', async () => {
    const pair = await pairOf(cases[0]!)
    const scores = await encoder.scorePair({ ...pair, edited: copyOf(pair.source) })
    expect(scores.clipSimDir).toBe(0)
    expect(scores.clipSimImage).toBeCloseTo(1, 6)
  })

  it('takes a pixel, a huge picture, an empty caption and one of 500 tokens', async () => {
    const edited = createRaster(8000, 300)
    edited.data.fill(200)
    const scores = await encoder.scorePair({
      source: createRaster(1, 1),
      edited,
      sourceCaption: '',
      targetCaption: 'a cat and '.repeat(170),
    })
    for (const value of Object.values(scores)) expect(Math.abs(value!)).toBeLessThanOrEqual(1 + 1e-6)
  })

  it('leaves the scores empty that it has no model for', async () => {
    const clipOnly = await openOnnxEncoder({ clip: folder('clip'), dinov2: null, models: [] })
    const scores = await clipOnly.scorePair(await pairOf(cases[1]!))
    expect(scores.dinov2Sim).toBeNull()
    expect(scores.clipSimDir).toBeCloseTo(cases[1]!.clip_sim_dir, 4)
    await clipOnly.release()
    await expect(openOnnxEncoder({ clip: null, dinov2: null, models: [] })).rejects.toThrow(/CLIP/)
  })

  it('scores the same where both towers are in one file', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'exemplar-clip-'))
    try {
      for (const file of [
        'config.json',
        'preprocessor_config.json',
        'tokenizer.json',
        'tokenizer_config.json',
      ]) {
        await copyFile(path.join(folder('clip'), file), path.join(dir, file))
      }
      await copyFile(path.join(folder('clip'), 'onnx', 'model.onnx'), path.join(dir, 'model.onnx'))
      const whole = await openOnnxEncoder({ clip: dir, dinov2: null, models: [] })
      const scores = await whole.scorePair(await pairOf(cases[2]!))
      expect(scores.clipSimDir).toBeCloseTo(cases[2]!.clip_sim_dir, 4)
      expect(scores.clipSimTarget).toBeCloseTo(cases[2]!.clip_sim_target, 4)
      await whole.release()
    } finally {
      await rm(dir, { recursive: true })
    }
  })

  it('stops between models when it is cancelled', async () => {
    const pair = await pairOf(cases[3]!)
    await expect(encoder.scorePair(pair, AbortSignal.abort())).rejects.toThrow()
  })
})
