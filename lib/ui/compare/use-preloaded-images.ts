'use client'

import { useEffect, useRef } from 'react'

/**
 * Fetches and decodes pictures before they are asked for, and holds on to them while they are listed: give it the
 * next item's pictures and showing them costs no wait.
 */
export function usePreloadedImages(urls: readonly string[]) {
  const held = useRef(new Map<string, HTMLImageElement>())
  const wanted = urls.join('\n')
  useEffect(() => {
    const list = new Set(wanted.split('\n').filter(Boolean))
    for (const url of held.current.keys()) if (!list.has(url)) held.current.delete(url)
    for (const url of list) {
      if (held.current.has(url)) continue
      const image = new Image()
      image.fetchPriority = 'low'
      image.src = url
      held.current.set(url, image)
      // One that fails now is reported when it is shown.
      image.decode().catch(() => held.current.delete(url))
    }
  }, [wanted])
}
