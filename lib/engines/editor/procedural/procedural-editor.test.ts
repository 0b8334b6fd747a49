import { describe, expect, it } from 'vitest'
import type { EditedCandidate, EditRequest } from '@/lib/engines/editor/editor'
import { labOf } from '@/lib/imaging/paint/oklab'
import { ExemplarError } from '@/lib/platform/errors'
import { ballPhoto, ballRegion, textOf } from './photo-fixture'
import { proceduralEditor } from './procedural-editor'

const side = 160
const anchor = ballPhoto(side)
const region = ballRegion(side)

const requestOf = (instruction: string, mode: 'region' | 'free-form', count = 2, seed = 7): EditRequest => {
  const text = textOf(instruction)
  const draws = proceduralEditor.draw(text, count, seed)
  return { text, mode, anchor, region: mode === 'region' ? region : null, draws }
}

const editAll = async (request: EditRequest): Promise<readonly EditedCandidate[]> => {
  const candidates: EditedCandidate[] = []
  for await (const candidate of proceduralEditor.edit(request)) candidates.push(candidate)
  return candidates
}

const firstOf = async (request: EditRequest): Promise<EditedCandidate> => {
  const [first] = await editAll(request)
  if (!first) throw new Error('no candidate')
  return first
}

/** Share of the squared change that lies where the mask is on, and the mean absolute change inside, in 8-bit steps. */
const changeOf = ({ edited, mask }: EditedCandidate) => {
  let [inside, all, sum, area] = [0, 0, 0, 0]
  for (let i = 0; i < side * side; i += 1) {
    const on = mask === null || (mask.data[i] ?? 0) > 0
    area += on ? 1 : 0
    for (let c = 0; c < 3; c += 1) {
      const d = (edited.data[i * 3 + c] ?? 0) - (anchor.data[i * 3 + c] ?? 0)
      all += d * d
      if (on) inside += d * d
      if (on) sum += Math.abs(d)
    }
  }
  return { share: inside / all, mean: sum / (3 * area) }
}

const inRegion = [
  ...[
    'change the ball to blue',
    'make the ball marble',
    'make the ball wooden',
    'give the ball white stripes',
  ],
  ...[
    'remove the ball',
    'replace the ball with an apple',
    'add a red balloon',
    'add a hat',
    'write "HI" on the ball',
  ],
  ...[
    'make the ball brighter',
    'make the ball darker',
    'blur the background',
    'make it night',
    'make it foggy',
  ],
  ...[
    'make it snowy',
    'make it rainy',
    'make it a sunset',
    'make it a pencil sketch',
    'make it an oil painting',
  ],
  ...[
    'make it a watercolor',
    'make it a poster',
    'make it black and white',
    'make it vintage',
    'make it autumn',
  ],
]

const everywhere = [
  ...[
    'make it warmer',
    'make it cooler',
    'make it brighter',
    'make it darker',
    'make it night',
    'make it a sunset',
  ],
  ...['make it foggy', 'make it snowy', 'make it rainy', 'make it autumn', 'make it a pencil sketch'],
  ...[
    'make it an oil painting',
    'make it a watercolor',
    'make it a poster',
    'make it black and white',
    'make it vintage',
  ],
  ...['add a red balloon', 'add fireworks', 'add two birds', 'add a snowman', 'write "Hello" at the top'],
]

describe('proceduralEditor', () => {
  it.each(inRegion)(
    'keeps at least 95 %% of the change inside the mask it reports: %s',
    async (instruction) => {
      const candidate = await firstOf(requestOf(instruction, 'region', 1))
      const { share, mean } = changeOf(candidate)
      expect(candidate.mask).not.toBeNull()
      expect(share).toBeGreaterThanOrEqual(0.95)
      expect(mean).toBeGreaterThan(1)
    },
  )

  it.each(everywhere)('changes the picture visibly without a region: %s', async (instruction) => {
    const candidate = await firstOf(requestOf(instruction, 'free-form', 1))
    expect(changeOf(candidate).mean).toBeGreaterThan(2)
  })

  it.each(everywhere)(
    'makes the same bytes for the same request and others for the next candidate: %s',
    async (instruction) => {
      const [first, second] = await editAll(requestOf(instruction, 'free-form'))
      const [again] = await editAll(requestOf(instruction, 'free-form', 1))
      expect(
        first && again && Buffer.compare(Buffer.from(first.edited.data), Buffer.from(again.edited.data)),
      ).toBe(0)
      expect(
        first && second && Buffer.compare(Buffer.from(first.edited.data), Buffer.from(second.edited.data)),
      ).not.toBe(0)
    },
  )

  it('draws candidate i alike, however many are drawn', () => {
    const text = textOf('make it night')
    const few = proceduralEditor.draw(text, 3, 42)
    const many = proceduralEditor.draw(text, 50, 42)
    expect(many.slice(0, 3)).toEqual(few)
    expect(new Set(many.map((draw) => draw.seed)).size).toBe(50)
    expect(JSON.parse(JSON.stringify(few))).toEqual(few)
  })

  it.each(['blue', 'emerald green', 'yellow', 'purple', 'pink', 'white', 'black', 'matcha'])(
    'recolours to %s with its shading kept',
    async (colour) => {
      const { edited } = await firstOf(requestOf(`change the ball to ${colour}`, 'region', 1))
      const [before, after] = [labOf(anchor), labOf(edited)]
      const inside = [...region.fine.data.keys()].filter((i) => (region.fine.data[i] ?? 0) > 0)
      const [p, q] = [before, after].map(({ L }) => inside.map((i) => L[i] ?? 0)) as [number[], number[]]
      const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
      const [mp, mq] = [mean(p), mean(q)]
      const covariance = mean(p.map((v, n) => (v - mp) * ((q[n] ?? 0) - mq)))
      const spread = Math.sqrt(mean(p.map((v) => (v - mp) ** 2)) * mean(q.map((v) => (v - mq) ** 2)))
      expect(covariance / spread).toBeGreaterThanOrEqual(0.95)
      const shift = Math.hypot(
        mean(inside.map((i) => (after.a[i] ?? 0) - (before.a[i] ?? 0))),
        mean(inside.map((i) => (after.b[i] ?? 0) - (before.b[i] ?? 0))),
      )
      expect(shift).toBeGreaterThan(0.05)
    },
  )

  it('moves the hue of a recoloured object to the colour asked for', async () => {
    const { edited } = await firstOf(requestOf('change the ball to blue', 'region', 1))
    const { a, b } = labOf(edited)
    const centre = Math.round(side * 0.62) * side + Math.round(side * 0.5)
    const hue = (Math.atan2(b[centre] ?? 0, a[centre] ?? 0) * 180) / Math.PI
    expect(hue).toBeGreaterThan(-115)
    expect(hue).toBeLessThan(-75)
  })

  it('keeps the region sharp when it blurs what is behind it', async () => {
    const { edited } = await firstOf(requestOf('blur the background', 'region', 1))
    const inside = [...region.fine.data.keys()].filter((i) => (region.fine.data[i] ?? 0) > 0)
    expect(inside.every((i) => edited.data[i * 3] === anchor.data[i * 3])).toBe(true)
  })

  it('says before any pixel is read whether a region is needed, and refuses without one', async () => {
    expect(proceduralEditor.supports(textOf('change the ball to blue'))).toEqual({
      ok: true,
      operation: 'recolour ball to blue',
      needsRegion: true,
    })
    await expect(editAll(requestOf('change the ball to blue', 'free-form'))).rejects.toMatchObject({
      code: 'refused',
      field: 'region',
    })
  })

  it('refuses by name what it cannot do, in supports, draw and edit alike', async () => {
    const text = textOf('turn the ball into a dragon')
    const support = proceduralEditor.supports(text)
    expect(support.ok ? '' : support.reason).toContain('“dragon”')
    expect(() => proceduralEditor.draw(text, 1, 1)).toThrow(ExemplarError)
    const request: EditRequest = {
      text,
      mode: 'free-form',
      anchor,
      region: null,
      draws: [{ index: 0, seed: 1, params: {} }],
    }
    await expect(editAll(request)).rejects.toThrow('“dragon”')
  })

  it('names the parameter that is out of range', async () => {
    const request = requestOf('make it night', 'free-form', 1)
    const draws = request.draws.map((draw) => ({ ...draw, params: { ...draw.params, darkness: 9 } }))
    await expect(editAll({ ...request, draws })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'params.darkness',
    })
  })

  it('refuses masks of another size than the picture', async () => {
    const request = { ...requestOf('change the ball to blue', 'region'), region: ballRegion(80) }
    await expect(editAll(request)).rejects.toMatchObject({ code: 'bad-input', field: 'region.fine' })
  })

  it('stops between candidates when it is cancelled', async () => {
    const control = new AbortController()
    const seen: number[] = []
    const run = async () => {
      for await (const candidate of proceduralEditor.edit(requestOf('make it night', 'free-form', 5), {
        signal: control.signal,
      })) {
        seen.push(candidate.draw.index)
        control.abort()
      }
    }
    await expect(run()).rejects.toMatchObject({ code: 'cancelled' })
    expect(seen).toEqual([0])
  })
})
