import { compose, featherInside, smoothstep } from '@/lib/imaging/paint/compose'
import { distanceTo } from '@/lib/imaging/paint/distance'
import { fractalAt } from '@/lib/imaging/paint/noise'
import { copyLab, type LabColour, labOfHex, rasterOfLab } from '@/lib/imaging/paint/oklab'
import type { Mask } from '@/lib/imaging/raster'
import { inscribedRectangle } from '../inscribed-rectangle'
import { setText } from '../lettering/set-text'
import { defineOperation } from '../operation'
import { boundsOf, type Place } from '../placement'
import type { Scene } from '../scene'
import type { Colour } from '../words/colours'

export interface LetterTask {
  readonly kind: 'letter'
  readonly text: string
  readonly object: string | null
  readonly colour: Colour | null
  readonly place: Place
}

interface Panel {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the text goes: the rectangle inside the region that lets it be largest, or a band of the picture. */
const panelOf = (scene: Scene, text: string, place: Place): Panel => {
  const { width, height } = scene.anchor
  if (scene.region) {
    const line = setText(text, 1000)
    const sizeIn = (w: number, h: number) => {
      const oneLine = Math.min(w / line.width, h / line.height)
      // A tall narrow place takes the words one below the other.
      const stacked = Math.min((2 * w) / line.width, h / (2.6 * line.height))
      return text.includes(' ') ? Math.max(oneLine, stacked) : oneLine
    }
    const box = inscribedRectangle(scene.region.fine, sizeIn) ?? boundsOf(scene.region.fine)
    return {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      width: box.width * 0.94,
      height: box.height * 0.86,
    }
  }
  const y = place.where === 'top' || place.where === 'sky' ? 0.15 : place.where === 'middle' ? 0.5 : 0.85
  return { x: width / 2, y: height * y, width: width * 0.78, height: height * 0.19 }
}

/** Paint that stands out: the asked colour, else near-black on light surfaces and near-white on dark ones. */
const inkOf = (asked: Colour | null, surface: number): LabColour =>
  asked?.lab ?? (surface > 0.55 ? labOfHex('#1d1a18') : labOfHex('#f1ede4'))

export const letter = defineOperation({
  describe: ({ text, object }: LetterTask) => `write “${text}”${object ? ` on ${object}` : ''}`,
  needsRegion: ({ object }) => object !== null,
  ranges: {
    size: [0.82, 1],
    weight: [1.5, 2.5],
    slant: [-0.05, 0.22],
    wear: [0.1, 0.5],
    opacity: [0.88, 0.97],
  },
  paint: (scene, task, knobs, seed) => {
    const { width, height } = scene.anchor
    const panel = panelOf(scene, task.text, task.place)
    const set = setText(task.text, panel.width / panel.height)
    const scale = knobs.size * Math.min(panel.width / (set.width + 3), panel.height / (set.height + 3))
    const radius = Math.max(0.75, (knobs.weight / 2) * scale)
    const soft = 0.55 * scene.look.softness + 0.35
    const away = new Float32Array(width * height).fill(1e6)
    for (const segment of set.segments) {
      const place = (x: number, y: number) =>
        [panel.x + (x - y * knobs.slant) * scale, panel.y + y * scale] as const
      const [ax, ay] = place(segment.x1, segment.y1)
      const [bx, by] = place(segment.x2, segment.y2)
      const [ex, ey] = [bx - ax, by - ay]
      const square = ex * ex + ey * ey || 1e-6
      const reach = radius + 2 * soft + 1
      for (
        let y = Math.max(0, Math.floor(Math.min(ay, by) - reach));
        y <= Math.min(height - 1, Math.max(ay, by) + reach);
        y += 1
      ) {
        for (
          let x = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
          x <= Math.min(width - 1, Math.max(ax, bx) + reach);
          x += 1
        ) {
          const t = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / square))
          const d = Math.hypot(x - ax - t * ex, y - ay - t * ey)
          const i = y * width + x
          if (d < (away[i] ?? 0)) away[i] = d
        }
      }
    }
    const near = scene.lab.L.filter((_, i) => (away[i] ?? 0) < radius * 4 + 6).sort()
    const surface = Math.max(0.1, near[near.length >> 1] ?? 0.5)
    const ink = inkOf(task.colour, surface)
    const out = copyLab(scene.lab)
    for (let i = 0; i < away.length; i += 1) {
      const d = away[i] ?? 0
      if (d > radius + 2 * soft) continue
      const [x, y] = [i % width, Math.floor(i / width)]
      const worn = fractalAt(x / (4 + 3 * scale), y / (4 + 3 * scale), 4, seed)
      const flake = 1 - knobs.wear * smoothstep(0.5, 0.78, worn)
      const w = smoothstep(radius + soft, radius - soft, d) * flake * knobs.opacity
      const L = scene.lab.L[i] ?? 0
      // The paint takes the light that falls on the surface, and thins on its highlights.
      const shade = Math.min(1.25, Math.max(0.4, (L / surface) ** 0.7))
      const lit = Math.min(0.98, ink.L * shade)
      out.L[i] = L * (1 - w) + lit * w
      out.a[i] = (scene.lab.a[i] ?? 0) * (1 - w) + ink.a * shade * w
      out.b[i] = (scene.lab.b[i] ?? 0) * (1 - w) + ink.b * shade * w
    }
    const painted = rasterOfLab(out)
    if (scene.region) {
      return {
        edited: compose(scene.anchor, painted, featherInside(scene.region.box, 2)),
        mask: scene.region.box,
      }
    }
    const from = distanceTo(width, height, (i) => (away[i] ?? 0) < radius + 2 * soft)
    const mask: Mask = { width, height, data: Uint8Array.from(from, (d) => (d <= 6 ? 255 : 0)) }
    return { edited: compose(scene.anchor, painted, featherInside(mask, 2)), mask }
  },
})
