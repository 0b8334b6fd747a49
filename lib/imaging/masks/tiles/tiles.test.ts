import { describe, expect, test } from 'vitest'
import { createMask, type Mask } from '../../raster'
import { externalComponents } from '../components'
import { drawStrokes } from '../strokes'
import { applyOperation, type MaskOperation } from './apply-operation'
import { featherMask } from './feather'
import { growMask, shrinkMask } from './grow'
import { packBytes, unpackBytes } from './pack-bytes'
import { type Dab, paintBetween } from './paint'
import { fillHoles, keepLargest } from './parts'
import { TileHistory } from './tile-history'
import { TiledMask, tileSide } from './tiled-mask'

/** mulberry32: the same numbers in every run. */
const generator = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const hard = { hardness: 1, erase: false }
const whole = (mask: TiledMask): Mask => mask.read({ x: 0, y: 0, width: mask.width, height: mask.height })
const speckled = (random: () => number, width: number, height: number, share: number): Mask => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, () => (random() < share ? 255 : 0)),
})
const tiledOf = (mask: Mask) => {
  const tiled = new TiledMask(mask.width, mask.height)
  tiled.write({ x: 0, y: 0 }, mask)
  tiled.takeChange()
  return tiled
}

/** A random change of any kind, by painting or by an operation. */
const changeAtRandom = (mask: TiledMask, random: () => number) => {
  const at = () => ({ x: random() * mask.width, y: random() * mask.height })
  const how = (['replace', 'add', 'subtract', 'intersect'] as const)[Math.floor(random() * 4)]!
  const operations: (() => MaskOperation)[] = [
    () => ({ kind: 'box', how, box: { ...at(), width: random() * 300, height: random() * 300 } }),
    () => ({ kind: 'polygon', how, rings: [[at(), at(), at(), at()]] }),
    () => ({ kind: 'mask', how, mask: speckled(random, 90, 70, 0.5), at: { x: 250, y: -9 } }),
    () => ({ kind: 'grow', radius: Math.ceil(random() * 9) }),
    () => ({ kind: 'shrink', radius: Math.ceil(random() * 9) }),
    () => ({ kind: 'feather', radius: Math.ceil(random() * 9) }),
    () => ({ kind: 'fill-holes' }),
    () => ({ kind: 'keep-largest' }),
    () => ({ kind: 'invert' }),
  ]
  if (random() < 0.5) {
    const radius = 1 + random() * 40
    paintBetween(
      mask,
      { ...at(), radius },
      { ...at(), radius: radius / 2 },
      { hardness: random(), erase: random() < 0.4 },
    )
  } else applyOperation(mask, operations[Math.floor(random() * operations.length)]!())
}

describe('packing', () => {
  test('gives back every byte of runs, noise and their mixtures', () => {
    const random = generator(1)
    for (let round = 0; round < 200; round++) {
      const bytes = Uint8Array.from({ length: Math.floor(random() * 3000) }, () =>
        random() < 0.9 ? 0 : random() * 4,
      )
      const back = new Uint8Array(bytes.length)
      unpackBytes(packBytes(bytes), back)
      expect(back).toEqual(bytes)
    }
  })

  test('makes a tile of one value a few bytes', () => {
    expect(packBytes(new Uint8Array(tileSide * tileSide).fill(255)).length).toBeLessThan(8)
  })
})

describe('painting', () => {
  test('with a hard brush marks the pixels that strokes of the API mark', () => {
    const random = generator(2)
    for (let round = 0; round < 30; round++) {
      const points = Array.from({ length: 5 }, () => ({ x: random() * 700 - 50, y: random() * 400 - 50 }))
      const radius = 1 + random() * 30
      const mask = new TiledMask(600, 300)
      for (const [i, point] of points.entries())
        paintBetween(mask, { ...(points[i - 1] ?? point), radius }, { ...point, radius }, hard)
      const expected = drawStrokes(createMask(600, 300), [{ points, radius, mode: 'add' }])
      expect(Buffer.compare(whole(mask).data, expected.data)).toBe(0)
    }
  })

  test('allocates only the tiles that are touched', () => {
    const mask = new TiledMask(6000, 4000)
    const dab: Dab = { x: 3000.5, y: 2000.5, radius: 20 }
    paintBetween(mask, dab, dab, hard)
    expect([...mask.tileIndices()].length).toBeLessThanOrEqual(4)
    paintBetween(
      mask,
      { x: 10, y: 10, radius: 9 },
      { x: 5000, y: 10, radius: 9 },
      { hardness: 1, erase: true },
    )
    expect([...mask.tileIndices()].length).toBeLessThanOrEqual(4)
  })

  test('twice over the same place changes nothing, soft brush or hard, mark or erase', () => {
    const mask = tiledOf(speckled(generator(3), 300, 300, 0.5))
    for (const brush of [hard, { hardness: 0.2, erase: false }, { hardness: 0.5, erase: true }]) {
      const from = { x: 40, y: 60, radius: 12 }
      const to = { x: 280, y: 200, radius: 25 }
      paintBetween(mask, from, to, brush)
      const once = whole(mask)
      paintBetween(mask, from, to, brush)
      expect(whole(mask)).toEqual(once)
    }
  })

  test('a soft brush is full inside, falls off outwards, and ends at its radius', () => {
    const mask = new TiledMask(101, 101)
    const dab = { x: 50.5, y: 50.5, radius: 40 }
    paintBetween(mask, dab, dab, { hardness: 0.5, erase: false })
    const row = Array.from({ length: 51 }, (_, i) => mask.valueAt(50 + i, 50))
    expect(row.slice(0, 21).every((value) => value === 255)).toBe(true)
    expect(row.slice(21, 40).every((value, i) => value < 255 && value > (row[22 + i] ?? 0))).toBe(true)
    expect(row.slice(41).every((value) => value === 0)).toBe(true)
  })
})

describe('history', () => {
  test('undoes and redoes any series of changes exactly', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = generator(seed)
      const mask = new TiledMask(530, 301)
      const history = new TileHistory()
      const states = [whole(mask).data]
      for (let step = 0; step < 14; step++) {
        changeAtRandom(mask, random)
        if (history.record(mask)) states.push(whole(mask).data)
      }
      for (let round = 0; round < 2; round++) {
        for (let i = states.length - 2; i >= 0; i--) {
          expect(history.undo(mask).length).toBeGreaterThan(0)
          expect(Buffer.compare(whole(mask).data, states[i]!)).toBe(0)
        }
        expect(history.canUndo).toBe(false)
        expect([...mask.tileIndices()]).toEqual([])
        for (let i = 1; i < states.length; i++) {
          history.redo(mask)
          expect(Buffer.compare(whole(mask).data, states[i]!)).toBe(0)
        }
        expect(history.canRedo).toBe(false)
      }
    }
  })

  test('a change after undo ends the way forward', () => {
    const mask = new TiledMask(300, 300)
    const history = new TileHistory()
    for (const x of [20, 60]) {
      paintBetween(mask, { x, y: 20, radius: 9 }, { x, y: 20, radius: 9 }, hard)
      history.record(mask)
    }
    history.undo(mask)
    expect(history.canRedo).toBe(true)
    applyOperation(mask, { kind: 'invert' })
    history.record(mask)
    expect(history.canRedo).toBe(false)
    expect(history.length).toBe(2)
  })

  test('what changes nothing is no step', () => {
    const mask = tiledOf(speckled(generator(4), 64, 64, 0.3))
    const history = new TileHistory()
    applyOperation(mask, { kind: 'box', how: 'subtract', box: { x: 500, y: 0, width: 9, height: 9 } })
    applyOperation(mask, { kind: 'mask', how: 'add', mask: whole(mask), at: { x: 0, y: 0 } })
    expect(history.record(mask)).toBe(false)
  })

  test('a stroke taken back in the middle leaves what was there', () => {
    const mask = tiledOf(speckled(generator(5), 300, 300, 0.4))
    const before = whole(mask)
    paintBetween(mask, { x: 0, y: 0, radius: 30 }, { x: 300, y: 300, radius: 30 }, hard)
    mask.revert()
    expect(whole(mask)).toEqual(before)
    expect(new TileHistory().record(mask)).toBe(false)
  })

  test('ten thousand strokes on 24 megapixels stay small, quick, and undoable to the first', () => {
    const random = generator(6)
    const mask = new TiledMask(6000, 4000)
    const history = new TileHistory()
    const begun = performance.now()
    let [x, y] = [3000, 2000]
    for (let stroke = 0; stroke < 10_000; stroke++) {
      const to = {
        x: Math.min(6000, Math.max(0, x + (random() - 0.5) * 300)),
        y: Math.min(4000, Math.max(0, y + (random() - 0.5) * 300)),
      }
      const brush = { hardness: 1, erase: stroke % 3 === 0 }
      paintBetween(mask, { x, y, radius: 12 }, { ...to, radius: 12 }, brush)
      history.record(mask)
      ;[x, y] = [to.x, to.y]
    }
    expect((performance.now() - begun) / 10_000).toBeLessThan(20)
    expect(history.length).toBeGreaterThan(9_900)
    expect(history.size).toBeLessThan(20_000_000)
    while (history.canUndo) history.undo(mask)
    expect([...mask.tileIndices()]).toEqual([])
  }, 240_000)
})

describe('operations', () => {
  const near = (mask: Mask, x: number, y: number, radius: number, wanted: boolean) => {
    for (let py = 0; py < mask.height; py++)
      for (let px = 0; px < mask.width; px++) {
        const inside = (mask.data[py * mask.width + px] as number) > 127
        if (inside === wanted && (px - x) * (px - x) + (py - y) * (py - y) <= radius * radius) return true
      }
    return false
  }

  test('grow and shrink are what a disc does, pixel by pixel', () => {
    const random = generator(7)
    for (const radius of [1, 2, 3.5, 6]) {
      const mask = speckled(random, 33, 27, 0.08)
      const dense = speckled(random, 33, 27, 0.97)
      const grown = growMask(mask, radius)
      const shrunk = shrinkMask(dense, radius)
      for (let y = 0; y < mask.height; y++)
        for (let x = 0; x < mask.width; x++) {
          const i = y * mask.width + x
          expect(grown.data[i]).toBe(near(mask, x, y, radius, true) ? 255 : 0)
          expect(shrunk.data[i]).toBe(near(dense, x, y, radius, false) ? 0 : 255)
        }
    }
  })

  test('through tiles they give what they give on the whole picture', () => {
    const random = generator(8)
    for (const kind of ['grow', 'shrink', 'feather'] as const) {
      const mask = createMask(400, 310)
      for (let i = 0; i < 60; i++)
        mask.data.fill(255, 52_000 + 400 * i, 52_000 + 400 * i + 80 + random() * 60)
      const tiled = tiledOf(mask)
      applyOperation(tiled, { kind, radius: 6 })
      const expected = { grow: growMask, shrink: shrinkMask, feather: featherMask }[kind](mask, 6)
      expect(Buffer.compare(whole(tiled).data, expected.data)).toBe(0)
    }
  })

  test('shrinking wears nothing off where the mask leaves the picture', () => {
    const mask = createMask(20, 20, 255)
    expect(shrinkMask(mask, 5).data.every((value) => value === 255)).toBe(true)
  })

  test('feather keeps the sum of a mask in the middle and its place', () => {
    const mask = createMask(120, 120)
    for (let y = 40; y < 80; y++) mask.data.fill(255, y * 120 + 40, y * 120 + 80)
    const soft = featherMask(mask, 8)
    const sum = (m: Mask) => m.data.reduce((total, value) => total + value, 0)
    expect(Math.abs(sum(soft) / sum(mask) - 1)).toBeLessThan(0.01)
    expect(soft.data[60 * 120 + 60]).toBe(255)
    expect(soft.data[60 * 120 + 40]).toBeGreaterThan(100)
    expect(soft.data[60 * 120 + 39]).toBeLessThan(155)
    expect(soft.data[60 * 120 + 34]).toBeGreaterThan(0)
  })

  test('fill holes is a flood from the rim, and keep largest the greatest of what components finds', () => {
    const random = generator(9)
    for (let round = 0; round < 25; round++) {
      const mask = speckled(random, 41, 37, 0.35 + random() * 0.4)
      const { outside, largest } = brute(mask)
      const filled = fillHoles(mask)
      for (let i = 0; i < mask.data.length; i++) expect(filled.data[i]).toBe(outside.has(i) ? 0 : 255)
      const kept = keepLargest(mask)
      expect(kept.data.reduce((count, value) => count + (value ? 1 : 0), 0)).toBe(largest)
      expect(kept.data.every((value, i) => value === 0 || mask.data[i] === 255)).toBe(true)
      expect(externalComponents(fillHoles(kept)).length).toBe(1)
    }
  })

  /** Background pixels that a flood (4 neighbours) reaches from the rim, and the size of the largest part (8). */
  const brute = ({ width, height, data }: Mask) => {
    const flood = (start: number, wanted: boolean, diagonal: boolean, seen: Set<number>) => {
      const before = seen.size
      const stack = [start]
      while (stack.length > 0) {
        const at = stack.pop()!
        if (seen.has(at) || (data[at] === 255) !== wanted) continue
        seen.add(at)
        const [x, y] = [at % width, Math.floor(at / width)]
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++) {
            const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height
            if (inside && (diagonal || dx === 0 || dy === 0)) stack.push(at + dy * width + dx)
          }
      }
      return seen.size - before
    }
    const outside = new Set<number>()
    const marked = new Set<number>()
    let largest = 0
    for (let i = 0; i < data.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)]
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) flood(i, false, false, outside)
      largest = Math.max(largest, flood(i, true, true, marked))
    }
    return { outside, largest }
  }

  test('sets obey their laws', () => {
    const random = generator(10)
    for (let round = 0; round < 10; round++) {
      const [a, b] = [speckled(random, 300, 270, 0.5), speckled(random, 300, 270, 0.5)]
      const run = (start: Mask, ...operations: MaskOperation[]) => {
        const tiled = tiledOf(start)
        for (const operation of operations) applyOperation(tiled, operation)
        return Buffer.from(whole(tiled).data)
      }
      const with_ = (mask: Mask, how: 'replace' | 'add' | 'subtract' | 'intersect') =>
        ({ kind: 'mask', mask, how, at: { x: 0, y: 0 } }) as const
      const invert = { kind: 'invert' } as const
      expect(run(a, invert, invert).equals(Buffer.from(a.data))).toBe(true)
      expect(run(a, with_(b, 'add')).equals(run(b, with_(a, 'add')))).toBe(true)
      expect(run(a, with_(a, 'subtract')).equals(Buffer.alloc(a.data.length))).toBe(true)
      expect(run(a, with_(b, 'add'), with_(b, 'subtract')).equals(run(a, with_(b, 'subtract')))).toBe(true)
      expect(run(a, with_(b, 'replace')).equals(Buffer.from(b.data))).toBe(true)
      // De Morgan: a ∪ b = ¬(¬a ∖ b), and a ∩ b = a ∖ ¬b.
      expect(run(a, invert, with_(b, 'subtract'), invert).equals(run(a, with_(b, 'add')))).toBe(true)
      const notB = { ...b, data: b.data.map((value) => 255 - value) }
      expect(run(a, with_(notB, 'subtract')).equals(run(a, with_(b, 'intersect')))).toBe(true)
    }
  })

  test('a mask that lies partly beside the picture is cut at its edge', () => {
    const tiled = new TiledMask(300, 280)
    const mask = createMask(50, 50, 255)
    applyOperation(tiled, { kind: 'mask', mask, at: { x: -20, y: 260 }, how: 'add' })
    expect(tiled.bounds()).toEqual({ x: 0, y: 260, width: 30, height: 20 })
    applyOperation(tiled, { kind: 'mask', mask, at: { x: 10, y: 255 }, how: 'intersect' })
    expect(tiled.bounds()).toEqual({ x: 10, y: 260, width: 20, height: 20 })
  })
})
