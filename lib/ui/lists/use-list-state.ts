'use client'

import { usePathname, useSearchParams } from 'next/navigation'

export interface ListState<N extends string = string> {
  readonly values: Readonly<Partial<Record<N, string>>>
  /** Null takes a value out. */
  readonly set: (changes: Partial<Record<N, string | null>>) => void
  /** The address of this page with these values instead. */
  readonly hrefOf: (values: Partial<Record<N, string>>) => string
}

const isOne = <N extends string>(names: readonly N[], name: string): name is N =>
  (names as readonly string[]).includes(name)

/**
 * Filters, the open row and the look of a list, kept in the address, so that a link shows the same. Changed without
 * asking the server for the page again: the rows are the browser's own query.
 */
export function useListState<N extends string>(names: readonly N[]): ListState<N> {
  const params = useSearchParams()
  const path = usePathname()
  const values: Partial<Record<N, string>> = {}
  for (const [name, value] of params) if (isOne(names, name) && value) values[name] = value
  const hrefOf = (next: Partial<Record<N, string>>) => {
    const search = new URLSearchParams(next as Record<string, string>).toString()
    return search ? `${path}?${search}` : path
  }
  return {
    values,
    hrefOf,
    set: (changes) => {
      const next = new URLSearchParams(window.location.search)
      for (const [name, value] of Object.entries(changes) as [string, string | null][])
        if (value) next.set(name, value)
        else next.delete(name)
      const search = next.toString()
      window.history.replaceState(null, '', search ? `${path}?${search}` : path)
    },
  }
}
