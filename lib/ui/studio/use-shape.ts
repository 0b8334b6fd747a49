'use client'

import { useState } from 'react'
import type { Point } from '@/lib/imaging/frame'

/** Corners of what is being drawn, which can still be moved; `closed` once a lasso came round. */
export interface OpenShape {
  readonly points: readonly Point[]
  readonly closed: boolean
}

const none: OpenShape = { points: [], closed: false }

/** A lasso or polygon before it is marked. */
export function useShape(mark: (points: readonly Point[]) => void) {
  const [shape, setShape] = useState(none)
  const drop = () => setShape(none)
  return {
    shape,
    setShape,
    drop,
    canMark: shape.points.length >= 3,
    add: (point: Point) => setShape({ points: [...shape.points, point], closed: false }),
    /** Takes the last corner back. */
    back: () => setShape({ points: shape.points.slice(0, -1), closed: false }),
    /** Marks it if it has an inside, and begins afresh. */
    finish: () => {
      if (shape.points.length >= 3) mark(shape.points)
      drop()
    },
  }
}

export type Shape = ReturnType<typeof useShape>
