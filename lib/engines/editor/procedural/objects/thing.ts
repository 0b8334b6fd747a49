import type { LabColour } from '@/lib/imaging/paint/oklab'
import type { Random } from '@/lib/imaging/paint/random'
import type { Shape } from './shapes'

/** A solid piece: painted over what is below it, and lit. */
export interface SolidPart {
  readonly shape: Shape
  readonly colour: LabColour | ((x: number, y: number) => LabColour)
  /** How far in from its outline the surface curves; a ball's radius for a ball, 0 for a flat sheet. */
  readonly round: number
  /** An upright cylinder instead: its axis' x and its half width. */
  readonly barrel?: readonly [x: number, half: number]
  /** Strength of the highlight, 0 matt – 1 varnished. */
  readonly gloss?: number
  /** 1 by default; below, the background shows through. */
  readonly opacity?: number
  /** Share of its own light, 0–1: a lantern's paper stays bright at night. */
  readonly glow?: number
}

/** Pure light, added to what is there: comet tails, sparks. `light` is linear and may exceed 1. */
export interface LightPart {
  readonly light: (x: number, y: number) => number
  readonly colour: LabColour
}

export type Part = SolidPart | LightPart

/** Where a thing belongs when nobody says where. `worn` things need a region: nothing here finds a head. */
export type Home = 'sky' | 'ground' | 'worn'

export interface Thing {
  readonly name: string
  /** Other words for it, singular. */
  readonly aliases: readonly string[]
  /** Half width and half height of its drawing, in its own units. */
  readonly extent: readonly [number, number]
  readonly home: Home
  /** Width of a usual one, as a share of the frame's width. */
  readonly size: number
  /** Largest tilt to either side, radians. */
  readonly tilt: number
  /** What it is drawn of; `colour` is the one asked for, null for its own. `random` varies the drawing. */
  readonly parts: (colour: LabColour | null, random: Random) => readonly Part[]
}

/** A colour of its own, a little different each time. */
export const varied = (colour: LabColour, random: Random, by = 0.03): LabColour => ({
  L: colour.L + random.between(-by, by),
  a: colour.a + random.between(-by, by) * 0.6,
  b: colour.b + random.between(-by, by) * 0.6,
})

export const shaded = (colour: LabColour, lightness: number, chroma = 1): LabColour => ({
  L: Math.min(0.99, Math.max(0.02, colour.L + lightness)),
  a: colour.a * chroma,
  b: colour.b * chroma,
})
