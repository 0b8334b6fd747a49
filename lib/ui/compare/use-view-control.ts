'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ViewControl } from './view-control'

/** One ViewControl for the life of a stage: `ref` goes on the stage element. */
export function useViewControl(width: number, height: number, panes = 1) {
  const [control] = useState(() => new ViewControl())
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => (ref.current ? control.attach(ref.current) : undefined), [control])
  useLayoutEffect(() => control.setUp({ width, height }, panes), [control, width, height, panes])
  return { control, ref }
}
