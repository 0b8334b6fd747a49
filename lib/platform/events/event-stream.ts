import type { ProjectActor } from '@/lib/platform/auth/actor'
import { identify, memberOf } from '@/lib/platform/auth/identify'
import { listen } from './listen'
import { type LiveEvent, liveChannel } from './publish'

type Subscriber = (event: LiveEvent) => void

// One LISTEN a process, however many pages are open.
const holder = globalThis as typeof globalThis & { exemplarLive?: Set<Subscriber> }

const subscribe = (subscriber: Subscriber): (() => void) => {
  if (!holder.exemplarLive) {
    const subscribers = new Set<Subscriber>()
    holder.exemplarLive = subscribers
    listen([liveChannel], (_, payload) => {
      // An empty payload follows a reconnection: whatever was missed, every page should look again.
      const event: LiveEvent = payload === '' ? { projectId: '*', topic: '*', id: '*' } : JSON.parse(payload)
      for (const each of subscribers) each(event)
    })
  }
  const { exemplarLive } = holder
  exemplarLive.add(subscriber)
  return () => exemplarLive.delete(subscriber)
}

/** A page gets at most two messages a second about one thing. */
const coalesceMs = 500
const heartbeatMs = 20_000

/**
 * Server-sent events of one project: `{ topic, id }` when something changed. Rights are looked at again with every
 * heartbeat, so that a stream ends soon after its reader was removed.
 */
export const eventStream = (member: ProjectActor, headers: Headers, signal: AbortSignal): Response => {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const due = new Map<string, { topic: string; id: string }>()
      let timer: NodeJS.Timeout | undefined
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const flush = () => {
        timer = undefined
        for (const message of due.values()) send(`data: ${JSON.stringify(message)}\n\n`)
        due.clear()
      }
      const unsubscribe = subscribe(({ projectId, topic, id, userId }) => {
        if (projectId !== member.projectId && projectId !== '*') return
        if (userId !== undefined && userId !== member.userId) return
        due.set(`${topic}/${id}`, { topic, id })
        timer ??= setTimeout(flush, coalesceMs)
      })
      const end = () => {
        unsubscribe()
        clearTimeout(timer)
        clearInterval(heartbeat)
        try {
          controller.close()
        } catch {} // the browser was faster
      }
      const heartbeat = setInterval(async () => {
        try {
          const identity = await identify(headers, member.requestId ?? '')
          if (!identity) return end()
          await memberOf(identity, member.projectId)
          send(': still here\n\n')
        } catch {
          end()
        }
      }, heartbeatMs)
      signal.addEventListener('abort', end)
      send('retry: 2000\n\n')
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
