import { smoothstep } from '@/lib/imaging/paint/compose'
import type { Plane } from '@/lib/imaging/paint/planes'

interface Streak {
  readonly x: number
  readonly y: number
  /** From (x, y) to (x + dx, y + dy), pixels. */
  readonly dx: number
  readonly dy: number
  readonly radius: number
  readonly alpha: number
}

/** Adds a capsule, soft over `softness` pixels, to a plane of coverage: a raindrop in motion, or a flake when it is short. */
export const addStreak = (
  coverage: Plane,
  width: number,
  height: number,
  { x, y, dx, dy, radius, alpha }: Streak,
  softness: number,
): void => {
  const reach = radius + softness
  const left = Math.max(0, Math.floor(Math.min(x, x + dx) - reach))
  const right = Math.min(width - 1, Math.ceil(Math.max(x, x + dx) + reach))
  const top = Math.max(0, Math.floor(Math.min(y, y + dy) - reach))
  const bottom = Math.min(height - 1, Math.ceil(Math.max(y, y + dy) + reach))
  const square = dx * dx + dy * dy
  for (let v = top; v <= bottom; v += 1) {
    for (let u = left; u <= right; u += 1) {
      const along = square > 0 ? Math.min(1, Math.max(0, ((u - x) * dx + (v - y) * dy) / square)) : 0
      const away = Math.hypot(u - x - along * dx, v - y - along * dy)
      if (away > reach) continue
      // Streaks fade at both ends, as the shutter opens and closes on them.
      const ends = square > 16 ? smoothstep(0, 0.35, along) * smoothstep(1, 0.65, along) : 1
      const a = alpha * ends * (1 - smoothstep(Math.max(0, radius - softness), reach, away))
      const i = v * width + u
      coverage[i] = 1 - (1 - (coverage[i] ?? 0)) * (1 - a)
    }
  }
}
