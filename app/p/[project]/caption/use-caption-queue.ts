'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, query } from '@/lib/ui/api/client'

type Task = Awaited<ReturnType<typeof api.catalog.captions.claim>>[number]

/** Images held at a time: the one that is looked at, the next, whose picture is decoded meanwhile, and one to spare. */
const held = 3

/** A caption that the server did not take, given back to its writer with the reason. */
interface Returned {
  readonly id: string
  readonly caption: string
  readonly error: unknown
}

/** The queue of images without a caption, one at a time, the next always at hand. */
export const useCaptionQueue = (project: string) => {
  const summary = useQuery(query.catalog.images.summary.queryOptions({ input: { project } }))
  const [tasks, setTasks] = useState<readonly Task[]>([])
  const passed = useRef<string[]>([])
  const [done, setDone] = useState(0)
  const [returned, setReturned] = useState<Returned | null>(null)
  const claim = useMutation({
    mutationFn: () =>
      api.catalog.captions.claim({ project, limit: held, except: passed.current.slice(-200) }),
    onSuccess: (claimed) =>
      setTasks((now) => {
        const known = new Set(now.map((task) => task.id))
        return [...now, ...claimed.filter((task) => !known.has(task.id) && !passed.current.includes(task.id))]
      }),
  })
  const { mutate: fill } = claim
  useEffect(() => fill(), [fill])

  const leave = useCallback(
    (id: string) => {
      passed.current.push(id)
      setTasks((now) => now.filter((task) => task.id !== id))
      fill()
    },
    [fill],
  )
  const confirm = useMutation({
    mutationFn: ({ task, caption }: { task: Task; caption: string }) =>
      api.catalog.captions.confirm({ project, id: task.id, caption, leaseToken: task.leaseToken }),
    // Nobody waits for the answer: the next picture is shown at once, and a refused caption comes back.
    onMutate: ({ task }) => leave(task.id),
    onSuccess: () => setDone((count) => count + 1),
    onError: (error, { task, caption }) => {
      passed.current = passed.current.filter((id) => id !== task.id)
      setReturned({ id: task.id, caption, error })
      setTasks((now) => [task, ...now.filter((other) => other.id !== task.id)])
    },
  })
  const skip = useCallback(
    (task: Task) => {
      leave(task.id)
      void api.catalog.captions.release({ project, id: task.id, leaseToken: task.leaseToken }).catch(() => {})
    },
    [leave, project],
  )

  const [current, next] = tasks
  useEffect(() => {
    if (!next) return
    const picture = new Image()
    picture.src = next.url
    picture.decode().catch(() => {}) // shown as missing when its turn comes
  }, [next])

  return { summary: summary.data, current, claim, confirm, returned, skip, leave, done }
}
