'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Grid, oneGrid } from './view'
import { ViewControl } from './view-control'

/** One ViewControl for the life of a stage: `ref` goes on the stage element. */
export function useViewControl(width: number, height: number, grid: Grid = oneGrid) {
  const [control] = useState(() => new ViewControl())
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => (ref.current ? control.attach(ref.current) : undefined), [control])
  const { columns, rows } = grid
  useLayoutEffect(
    () => control.setUp({ width, height }, { columns, rows }),
    [control, width, height, columns, rows],
  )
  return { control, ref }
}
