import { smoothstep } from '@/lib/imaging/paint/compose'
import type { Plane } from '@/lib/imaging/paint/planes'
import type { Scene } from './scene'

/**
 * A guess of distance, 0 near – 1 far, [H, W]: the sky is farthest, and on the ground the horizon is far and the lower
 * edge near. Enough for fog and rain; it claims no more.
 */
export const distanceOf = ({ sky, anchor: { width, height } }: Scene): Plane => {
  const plane = new Float32Array(width * height)
  const horizon = Math.min(0.85, sky.horizon)
  for (let y = 0, i = 0; y < height; y += 1) {
    const down = Math.max(0, y / height - horizon) / (1 - horizon)
    const ground = 0.28 + 0.6 * (1 - smoothstep(-0.15, 1, down))
    for (let x = 0; x < width; x += 1, i += 1) {
      const sight = sky.weights[i] ?? 0
      plane[i] = ground * (1 - sight) + 0.95 * sight
    }
  }
  return plane
}

/** The light of misty air, linear: near the brightest broad tones of the scene, so that a night's fog is dark too. */
export const airOf = (luminance: Plane): number => {
  const some = luminance.filter((_, i) => i % 7 === 0).sort()
  const bright = some[Math.floor(some.length * 0.9)] ?? 0.5
  return Math.min(0.72, Math.max(0.16, 0.1 + bright * 0.95))
}
