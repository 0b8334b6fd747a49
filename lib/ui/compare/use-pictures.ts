'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { pictures } from './picture-store'

/**
 * Has pictures decoded while they are listed, the nearest first: give it the next items' pictures and showing them
 * costs no wait. `urgent` for those on the screen.
 */
export function useHeldPictures(urls: readonly string[], urgent = false) {
  const [holder] = useState(() => Symbol('pictures'))
  const wanted = urls.join('\n')
  useEffect(() => pictures.hold(holder, wanted.split('\n').filter(Boolean), urgent), [holder, wanted, urgent])
  useEffect(() => {
    const retry = () => pictures.retry()
    window.addEventListener('online', retry)
    return () => {
      window.removeEventListener('online', retry)
      pictures.hold(holder, [])
    }
  }, [holder])
}

/** Renders again whenever a picture has come, failed or gone; read them with `pictures.get`. */
export function usePictureNews(): number {
  return useSyncExternalStore(pictures.subscribe, pictures.snapshot, () => 0)
}
