'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { MaskOperation } from '@/lib/imaging/masks/tiles/apply-operation'
import type { SessionState } from '@/lib/imaging/masks/tiles/mask-session'
import { StudioClient, StudioFailure } from './studio-client'
import type { MaskStudioProps } from './studio-contract'
import type { ShownMask, StudioAnswer, StudioTask } from './worker/protocol'

export type OpenState = 'opening' | 'open' | StudioFailure['problem']

const empty: SessionState = { canUndo: false, canRedo: false, steps: 0, marked: 0, pixels: 1, engines: [] }
const never = () => () => undefined

/** The worker of one mask, from opening to closing, and what it is asked for, with what is said of it. */
export function useStudioClient({ image, initial, draftKey }: MaskStudioProps) {
  const t = useTranslations('studio')
  const { width, height } = image
  const [client, setClient] = useState<StudioClient | null>(null)
  const [opened, setOpened] = useState<OpenState>('opening')
  const [restoredAt, setRestoredAt] = useState<number | null>(null)
  const [shown, setShown] = useState<ShownMask>('drawn')
  const [said, say] = useState('')

  useEffect(() => {
    const made = new StudioClient()
    let current = true
    setClient(made)
    setOpened('opening')
    const address = initial ? new URL(initial, location.href).href : null
    made.ask({ kind: 'open', width, height, initial: address, draftKey: draftKey ?? null }).then(
      ({ restored }) => {
        if (!current) return
        setOpened('open')
        setRestoredAt(restored ?? null)
      },
      (error: unknown) => current && setOpened(error instanceof StudioFailure ? error.problem : 'failed'),
    )
    const keep = () => {
      if (document.visibilityState === 'hidden') void made.ask({ kind: 'keep-draft' })
    }
    document.addEventListener('visibilitychange', keep)
    return () => {
      current = false
      document.removeEventListener('visibilitychange', keep)
      made.close()
    }
  }, [width, height, initial, draftKey])

  const state = useSyncExternalStore(client?.subscribe ?? never, client?.state ?? (() => empty), () => empty)

  // What engines will be given changes with what is drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step is a change of what is drawn
  useEffect(() => {
    if (opened === 'open') client?.ask({ kind: 'show', shown }).catch(() => undefined)
  }, [client, opened, shown, state])

  const ask = useCallback(
    async (task: StudioTask, done: string): Promise<StudioAnswer> => {
      if (!client) return {}
      try {
        const answer = await client.ask(task)
        // Said anew even when it is the same: a no-break space makes it another text.
        const text = answer.changed === false ? t('said.unchanged') : done
        say((before) => (before === text ? `${text}\u00a0` : text))
        return answer
      } catch (error) {
        say(t(`problem.${error instanceof StudioFailure ? error.problem : 'failed'}`))
        return {}
      }
    },
    [client, t],
  )
  const operate = useCallback(
    (operation: MaskOperation, done: string, engine?: string) =>
      ask({ kind: 'operate', operation, ...(engine && { engine }) }, done),
    [ask],
  )
  return { client, opened, state, restoredAt, setRestoredAt, shown, setShown, said, say, ask, operate }
}

export type Studio = ReturnType<typeof useStudioClient>
