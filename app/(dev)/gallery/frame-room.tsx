'use client'

import { useState } from 'react'
import { FrameEditor } from '@/lib/ui/region/frame-editor'
import { photo } from './photo'

const regions = [{ key: 'cup', label: 'cup', box: { x: 170, y: 20, width: 250, height: 290 } }]

export function FrameRoom() {
  const [frame, setFrame] = useState({ x: 40, y: 0, width: 400, height: 400 })
  return (
    <main className="p-6">
      <FrameEditor
        className="h-[32rem]"
        src={photo('full')}
        alt="a cup of coffee"
        width={600}
        height={400}
        frame={frame}
        onChange={setFrame}
        regions={regions}
      />
    </main>
  )
}
