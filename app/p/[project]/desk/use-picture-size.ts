'use client'

import { useEffect, useState } from 'react'
import { loadImage } from '@/lib/ui/compare/load-image'
import type { Size } from '@/lib/ui/compare/view'

const usual = { width: 512, height: 512, url: undefined }

/**
 * The size of a picture in its own pixels; until it is known, the last one, which is nearly always the same. `seen`
 * once the picture is there to be looked at.
 */
export function usePictureSize(url: string | undefined): Size & { readonly seen: boolean } {
  const [loaded, setLoaded] = useState<Size & { readonly url: string | undefined }>(usual)
  useEffect(() => {
    if (!url) return
    let current = true
    loadImage(url).then(
      ({ naturalWidth: width, naturalHeight: height }) => current && setLoaded({ width, height, url }),
      () => undefined, // the viewer says which picture is missing
    )
    return () => {
      current = false
    }
  }, [url])
  const { width, height } = loaded
  return { width, height, seen: url !== undefined && loaded.url === url }
}
