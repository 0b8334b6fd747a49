import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

const names = ['type', 'run', 'image', 'text', 'region', 'generated', 'removed'] as const
export type FilterName = (typeof names)[number]
export type Filters = Readonly<Partial<Record<FilterName, string>>>

type Place = FilterName | 'show' | 'open' | 'write'

/** What the page shows, which lives in the address so that a link shows the same. */
export const useFilters = () => {
  const params = useSearchParams()
  const path = usePathname()
  const filters: Filters = Object.fromEntries(
    names.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])),
  )
  const set = useCallback(
    (changes: Partial<Record<Place, string | null>>) => {
      const next = new URLSearchParams(params)
      for (const [name, value] of Object.entries(changes))
        if (value) next.set(name, value)
        else next.delete(name)
      const search = next.toString()
      window.history.replaceState(null, '', search ? `${path}?${search}` : path)
    },
    [params, path],
  )
  const show = params.get('show') === 'pool' ? ('pool' as const) : ('records' as const)
  return { filters, show, open: params.get('open'), write: params.get('write'), set }
}

const yes = (value: string | undefined) => (value === undefined ? {} : { value: value === '1' })

/** What the API's lists take for them. */
export const poolInput = (project: string, { type, run, text, removed }: Filters) => ({
  project,
  ...(type && { editTypeId: type }),
  ...(run && { runId: run }),
  ...(text && { text }),
  removed: removed === '1',
  limit: 100,
})

export const recordsInput = (project: string, filters: Filters) => {
  const region = yes(filters.region)
  const generated = yes(filters.generated)
  return {
    ...poolInput(project, filters),
    ...(filters.image && { imageId: filters.image }),
    ...('value' in region && { hasRegion: region.value }),
    ...('value' in generated && { generated: generated.value }),
  }
}
