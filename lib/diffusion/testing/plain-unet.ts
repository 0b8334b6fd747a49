import type { AttentionControl, UnetCall } from '../graph/controlled-unet'
import { type AttentionWeights, type TinyWeights, tiny } from './tiny-unet'

// The tiny UNet in plain arithmetic, row by row, with attention control as the papers write it.

type Matrix = number[][]

const multiply = (rows: Matrix, weights: Float32Array, columns: number): Matrix =>
  rows.map((row) =>
    Array.from({ length: columns }, (_, j) =>
      row.reduce((sum, x, i) => sum + x * weights[i * columns + j]!, 0),
    ),
  )

const softmax = (row: number[]): number[] => {
  const top = Math.max(...row)
  const raised = row.map((x) => Math.exp(x - top))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((x) => x / sum)
}

interface Row {
  hidden: Matrix
  readonly text: Matrix
}

const headOf = (rows: Matrix, head: number): Matrix => {
  const depth = tiny.channels / tiny.heads
  return rows.map((row) => row.slice(head * depth, (head + 1) * depth))
}

/** Probabilities of a row by head, [heads][query][key]. */
const mapsOf = (layer: AttentionWeights, { hidden, text }: Row): Matrix[] => {
  const q = multiply(hidden, layer.q, tiny.channels)
  const k = multiply(layer.isCross ? text : hidden, layer.k, tiny.channels)
  const scale = (tiny.channels / tiny.heads) ** -0.5
  return Array.from({ length: tiny.heads }, (_, head) =>
    headOf(q, head).map((query) =>
      softmax(headOf(k, head).map((key) => scale * query.reduce((sum, x, i) => sum + x * key[i]!, 0))),
    ),
  )
}

const steer = (
  layer: AttentionWeights,
  source: Matrix[],
  target: Matrix[],
  control: AttentionControl,
  pair: number,
): Matrix[] => {
  if (!layer.isCross)
    return control.self[pair] === 1 && target[0]!.length <= control.selfLimit ? source : target
  const n = tiny.tokens
  const m = control.m.subarray(pair * n * n, (pair + 1) * n * n)
  return target.map((map, head) =>
    multiply(source[head]!, m, n).map((row, query) =>
      row.map((taken, key) => taken + map[query]![key]! * control.c[pair * n + key]!),
    ),
  )
}

const attend = (layer: AttentionWeights, row: Row, maps: Matrix[]): Matrix => {
  const v = multiply(layer.isCross ? row.text : row.hidden, layer.v, tiny.channels)
  const mixed = row.hidden.map((_, query) =>
    maps.flatMap((map, head) => {
      const values = headOf(v, head)
      return values[0]!.map((_x, i) => map[query]!.reduce((sum, p, key) => sum + p * values[key]![i]!, 0))
    }),
  )
  return multiply(mixed, layer.o, tiny.channels).map((out, i) => out.map((x, j) => x + row.hidden[i]![j]!))
}

/** The prediction, row-major [B, 4, h, w], and each cross layer's head-averaged map before control, [B, q, 77]. */
export const runPlainUnet = (weights: TinyWeights, call: UnetCall, control: AttentionControl | null) => {
  const [batch = 0, latents = 0, height = 0, width = 0] = call.sample.dims
  const at = (b: number, c: number, y: number, x: number): number =>
    call.sample.data[((b * latents + c) * height + y) * width + x]!
  const pixel = (b: number, y: number, x: number) => Array.from({ length: latents }, (_, c) => at(b, c, y, x))
  const mean = (b: number, y: number, x: number) =>
    Array.from(
      { length: latents },
      (_, c) => (at(b, c, y, x) + at(b, c, y, x + 1) + at(b, c, y + 1, x) + at(b, c, y + 1, x + 1)) / 4,
    )
  const grid = (step: number, of: (y: number, x: number) => number[]): Matrix =>
    Array.from({ length: (height / step) * (width / step) }, (_, i) => {
      const across = width / step
      return of(step * Math.floor(i / across), step * (i % across))
    })
  const textOf = (b: number): Matrix =>
    Array.from({ length: tiny.tokens }, (_, token) => {
      const start = (b * tiny.tokens + token) * tiny.textWidth
      return [...call.embeds.data.subarray(start, start + tiny.textWidth)]
    })
  const enter = (rows: Matrix): Matrix =>
    multiply(rows, weights.inward, tiny.channels).map((row) =>
      row.map((x, i) => x + call.timestep * weights.time[i]!),
    )
  const crossMaps: number[][] = []
  const through = (rows: Row[], layers: readonly AttentionWeights[]) => {
    for (const layer of layers) {
      const maps = rows.map((row) => mapsOf(layer, row))
      if (layer.isCross)
        crossMaps.push(
          maps.flatMap((heads) =>
            heads[0]!.flatMap((row, query) =>
              row.map((_, key) => heads.reduce((sum, head) => sum + head[query]![key]!, 0) / heads.length),
            ),
          ),
        )
      const steered = maps.map((own, b) =>
        control && b % 2 === 1 ? steer(layer, maps[b - 1]!, own, control, (b - 1) / 2) : own,
      )
      rows.forEach((row, b) => {
        row.hidden = attend(layer, row, steered[b]!)
      })
    }
    return rows
  }
  const rowsOf = (of: (b: number) => Matrix): Row[] =>
    Array.from({ length: batch }, (_, b) => ({ hidden: enter(of(b)), text: textOf(b) }))
  const fine = through(
    rowsOf((b) => grid(1, (y, x) => pixel(b, y, x))),
    weights.layers.slice(0, 2),
  )
  const coarse = through(
    rowsOf((b) => grid(2, (y, x) => mean(b, y, x))),
    weights.layers.slice(2),
  )
  const out = new Float32Array(call.sample.data.length)
  fine.forEach(({ hidden }, b) => {
    const below = coarse[b]!.hidden
    const average = below[0]!.map((_, i) => below.reduce((sum, row) => sum + row[i]!, 0) / below.length)
    const both = hidden.map((row) => row.map((x, i) => x + average[i]!))
    multiply(both, weights.outward, latents).forEach((row, i) => {
      for (let c = 0; c < latents; c++) out[(b * latents + c) * height * width + i] = row[c]!
    })
  })
  return { out, crossMaps }
}
