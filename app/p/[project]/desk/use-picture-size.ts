'use client'

import { useEffect, useState } from 'react'
import { loadImage } from '@/lib/ui/compare/load-image'
import type { Size } from '@/lib/ui/compare/view'

const usual: Size = { width: 512, height: 512 }

/** The size of a picture in its own pixels. Until it is known, the last one, which is nearly always the same. */
export function usePictureSize(url: string | undefined): Size {
  const [size, setSize] = useState(usual)
  useEffect(() => {
    if (!url) return
    let current = true
    loadImage(url).then(
      ({ naturalWidth: width, naturalHeight: height }) =>
        current && setSize((was) => (was.width === width && was.height === height ? was : { width, height })),
      () => undefined, // the viewer says which picture is missing
    )
    return () => {
      current = false
    }
  }, [url])
  return size
}
