'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

export interface Filters {
  readonly caption?: 'missing' | 'draft' | 'confirmed'
  readonly near?: '1'
  readonly licence?: string
  readonly turn?: string
  readonly import?: string
  readonly text?: string
  readonly archived?: '1'
}

export type FilterName = keyof Filters
const names: readonly FilterName[] = ['caption', 'near', 'licence', 'turn', 'import', 'text', 'archived']

/** The filters of the list and the open image, which live in the address so that a link shows the same. */
export const useFilters = () => {
  const params = useSearchParams()
  const path = usePathname()
  const filters = Object.fromEntries(
    names.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])),
  ) as Filters
  const set = useCallback(
    (changes: Partial<Record<FilterName | 'open' | 'add', string | null>>) => {
      const next = new URLSearchParams(params)
      for (const [name, value] of Object.entries(changes))
        if (value) next.set(name, value)
        else next.delete(name)
      const search = next.toString()
      // Only the browser looks at them, so the server isn't asked to render the page again.
      window.history.replaceState(null, '', search ? `${path}?${search}` : path)
    },
    [params, path],
  )
  return { filters, open: params.get('open'), add: params.get('add'), set }
}

/** What the API's list takes for them. */
export const listInput = (project: string, filters: Filters) => ({
  project,
  ...(filters.caption && { captionStatus: filters.caption }),
  ...(filters.near && { nearDuplicates: true }),
  ...(filters.licence && { licence: filters.licence }),
  ...(filters.turn && Number(filters.turn) > 0 && { turn: Math.trunc(Number(filters.turn)) }),
  ...(filters.import && { importId: filters.import }),
  ...(filters.text && { text: filters.text }),
  ...(filters.archived && { archived: true }),
  limit: 100,
})
