'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

interface LiveMessage {
  readonly topic: string
  readonly id: string
}

// One stream a browser tab and project, shared by everything on the page that listens.
let stream:
  | { project: string; source: EventSource; listeners: Set<(message: LiveMessage) => void> }
  | undefined

const listenTo = (project: string, listener: (message: LiveMessage) => void): (() => void) => {
  if (stream?.project !== project) {
    stream?.source.close()
    const listeners = new Set<(message: LiveMessage) => void>()
    const source = new EventSource(`/api/v1/projects/${project}/events`)
    source.onmessage = ({ data }) => {
      const message = JSON.parse(data) as LiveMessage
      for (const each of listeners) each(message)
    }
    stream = { project, source, listeners }
  }
  const { listeners, source } = stream
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    source.close()
    if (stream?.source === source) stream = undefined
  }
}

/**
 * Refetches what changed: when the server announces one of `topics`, queries whose key begins with one of `keys` are
 * marked stale. Keys come from `query.<stage>.<call>.key()`.
 */
export const useLive = (
  project: string,
  topics: readonly string[],
  keys: readonly (readonly unknown[])[],
): void => {
  const queries = useQueryClient()
  const wanted = JSON.stringify([topics, keys])
  useEffect(() => {
    const [heard, stale] = JSON.parse(wanted) as [string[], unknown[][]]
    return listenTo(project, ({ topic }) => {
      if (topic !== '*' && !heard.includes(topic)) return
      for (const queryKey of stale) void queries.invalidateQueries({ queryKey })
    })
  }, [project, wanted, queries])
}
