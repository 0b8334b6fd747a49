import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixturePath, fixturesDir, needsFixtures, readFixtureJson } from '@/lib/imaging/testing/fixtures'
import type { PairOrder } from './edit-order'
import { EditPipeline } from './edit-pipeline'
import { seededNoise } from './noise-source'

describe.skipIf(!fixturesDir)(`pairs of a small real UNet${needsFixtures}`, () => {
  let home: string
  let pipeline: EditPipeline
  beforeAll(async () => {
    const { roles } = readFixtureJson('manifest.json') as { roles: { sdxl: string } }
    home = await mkdtemp(path.join(os.tmpdir(), 'pipeline-'))
    pipeline = await EditPipeline.open(fixturePath('models', roles.sdxl), { home })
  })
  afterAll(async () => {
    await pipeline.release()
    await rm(home, { recursive: true })
  })

  const size = 128
  const anchor = {
    width: size,
    height: size,
    data: Uint8ClampedArray.from({ length: 3 * size * size }, (_, i) => (i % (3 * size)) / 2),
  }
  const order = (seed: number, changes: Partial<PairOrder> = {}): PairOrder => ({
    anchor,
    sourceCaption: 'a cat sitting on a table',
    targetCaption: 'a dog sitting on a table',
    control: { mode: 'replace', cross: 0.6, self: 0.6 },
    noise: seededNoise(seed),
    ...changes,
  })
  const settings = { steps: 5, strength: 0.6 }

  it('come out the same alone and in a batch, with LocalBlend in it', async () => {
    const localBlend = { source: ['cat'], target: ['dog'] }
    const orders = [order(1), order(2, { localBlend }), order(3, { control: null })]
    const alone = []
    for (const one of orders) alone.push(...(await pipeline.make([one], settings)))
    expect(await pipeline.make(orders, settings)).toEqual(alone)
  })

  it('are changed only where the words are by LocalBlend', async () => {
    const latents: Float32Array[] = []
    const keep = {
      observe: { step: (step: { latents: Float32Array }) => latents.push(step.latents.slice()) },
    }
    const localBlend = { source: ['cat'], target: ['dog'], threshold: 0.95 }
    await pipeline.make([order(4, { localBlend })], settings, keep)
    const last = latents.at(-1) ?? new Float32Array()
    const [source, target] = [last.subarray(0, last.length / 2), last.subarray(last.length / 2)]
    const equal = source.reduce((count, value, i) => count + (value === target[i] ? 1 : 0), 0) / source.length
    expect(equal).toBeGreaterThan(0.05)
    expect(equal).toBeLessThan(0.95)
  })
})
