'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { query } from '@/lib/ui/api/client'

const seldomMs = 300_000

/** The project's edit types in the reader's language, for filters and selects. */
export const useEditTypes = (project: string) => {
  const locale = useLocale()
  const { data } = useQuery(query.projects.get.queryOptions({ input: { project }, staleTime: seldomMs }))
  const types = data?.editTypes ?? []
  const nameOf = ({ label, labelZh }: { label: string; labelZh: string }) =>
    locale === 'zh' && labelZh ? labelZh : label
  return {
    options: types.map((type) => ({ value: type.id, label: nameOf(type) })),
    /** A type's name by its id; its English label while the list is on its way. */
    labelOf: ({ id, label }: { id: string; label: string }) => {
      const type = types.find((one) => one.id === id)
      return type ? nameOf(type) : label
    },
  }
}
