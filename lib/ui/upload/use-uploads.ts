'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

export interface UploadControl {
  readonly signal: AbortSignal
  /** Share sent, 0–1. */
  readonly onProgress: (share: number) => void
}

/** Sends one file; throws with a message for the person. Injected, so that this knows nothing of addresses. */
export type SendFile = (file: File, control: UploadControl) => Promise<void>

export interface Upload {
  readonly id: number
  readonly file: File
  readonly state: 'waiting' | 'sending' | 'done' | 'failed'
  readonly share: number
  readonly error?: string
}

export interface Uploads {
  readonly list: readonly Upload[]
  add(files: readonly File[]): void
  retry(id: number): void
  /** Stops it if it is being sent, and takes it off the list. */
  remove(id: number): void
  clearDone(): void
}

const atATime = 3

/** A queue of files, a few under way at once; each fails and is tried again by itself. */
export function useUploads(send: SendFile, onAllDone?: () => void): Uploads {
  const [list, setList] = useState<readonly Upload[]>([])
  const running = useRef(new Map<number, AbortController>())
  const nextId = useRef(1)
  const wasBusy = useRef(false)
  const latest = useRef({ send, onAllDone })
  useEffect(() => {
    latest.current = { send, onAllDone }
  })

  const patch = useCallback(
    (id: number, change: Partial<Upload>) =>
      setList((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one))),
    [],
  )

  useEffect(() => {
    const free = atATime - running.current.size
    const waiting = list
      .filter((one) => one.state === 'waiting' && !running.current.has(one.id))
      .slice(0, free)
    for (const { id, file } of waiting) {
      const abort = new AbortController()
      running.current.set(id, abort)
      patch(id, { state: 'sending', share: 0 })
      const sent = sendOne(latest.current.send, file, {
        signal: abort.signal,
        onProgress: (share) => patch(id, { share }),
      })
      void sent.then((end) => {
        running.current.delete(id)
        patch(id, end)
      })
    }
    const busy = list.some((one) => one.state === 'waiting' || one.state === 'sending')
    if (wasBusy.current && !busy && list.every((one) => one.state === 'done')) latest.current.onAllDone?.()
    wasBusy.current = busy
  }, [list, patch])

  useEffect(() => {
    const all = running.current
    return () => {
      for (const abort of all.values()) abort.abort()
    }
  }, [])

  return {
    list,
    add: (files) =>
      setList((all) => [
        ...all,
        ...files.map((file) => ({ id: nextId.current++, file, state: 'waiting', share: 0 }) as const),
      ]),
    retry: (id) => patch(id, { state: 'waiting', share: 0, error: undefined }),
    remove: (id) => {
      running.current.get(id)?.abort()
      setList((all) => all.filter((one) => one.id !== id))
    },
    clearDone: () => setList((all) => all.filter((one) => one.state !== 'done')),
  }
}

/** How it ended; never throws. */
async function sendOne(send: SendFile, file: File, control: UploadControl): Promise<Partial<Upload>> {
  try {
    await send(file, control)
    return { state: 'done', share: 1 }
  } catch (error) {
    return { state: 'failed', error: error instanceof Error ? error.message : String(error) }
  }
}
