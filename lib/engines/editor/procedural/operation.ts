import type { EditParams } from '@/lib/engines/editor/editor'
import { createRandom } from '@/lib/imaging/paint/random'
import type { Mask, Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import type { Scene } from './scene'

/** What an operation hands back: the whole picture, and the mask it worked in (null: everywhere). */
export interface Painted {
  readonly edited: Raster
  readonly mask: Mask | null
}

/** The bounds, inclusive, between which a parameter is drawn; what is stored may be changed by hand within them. */
export type Range = readonly [low: number, high: number]

export interface Operation<Task> {
  /** The operation taken, as a phrase: `recolour coffee to matcha`. */
  describe(task: Task): string
  needsRegion(task: Task): boolean
  drawParams(seed: number): EditParams
  /** Pure in its arguments. Throws `bad-input` for a parameter out of its range. */
  run(scene: Scene, task: Task, params: EditParams, seed: number): Painted
}

interface Definition<Task, Name extends string> {
  readonly describe: (task: Task) => string
  readonly needsRegion: (task: Task) => boolean
  readonly ranges: Readonly<Record<Name, Range>>
  readonly paint: (scene: Scene, task: Task, knobs: Readonly<Record<Name, number>>, seed: number) => Painted
}

const readKnob = (params: EditParams, name: string, [low, high]: Range): number => {
  const value = params[name]
  if (typeof value === 'number' && value >= low && value <= high) return value
  throw new ExemplarError('bad-input', `The parameter ${name} must be a number from ${low} to ${high}.`, {
    field: `params.${name}`,
    fix: `Give ${name} a number from ${low} to ${high}, or draw the parameters again.`,
  })
}

/** Parameters are kept to four decimals, so that they read well and survive any JSON. */
const drawKnob = (share: number, [low, high]: Range): number =>
  Math.min(high, Math.max(low, Math.round((low + (high - low) * share) * 1e4) / 1e4))

/** An operation from its parameter ranges and its painting; drawing and checking parameters follow from the ranges. */
export const defineOperation = <Task, Name extends string>(
  definition: Definition<Task, Name>,
): Operation<Task> => {
  const ranges = Object.entries(definition.ranges) as [Name, Range][]
  return {
    describe: definition.describe,
    needsRegion: definition.needsRegion,
    drawParams: (seed) => {
      const random = createRandom(seed)
      return Object.fromEntries(ranges.map(([name, range]) => [name, drawKnob(random.next(), range)]))
    },
    run: (scene, task, params, seed) => {
      const knobs = Object.fromEntries(ranges.map(([name, range]) => [name, readKnob(params, name, range)]))
      return definition.paint(scene, task, knobs as Record<Name, number>, seed)
    },
  }
}
