'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'

const names = ['actorId', 'action', 'objectType', 'objectId', 'from', 'to'] as const

export type AuditFilter = Partial<Record<(typeof names)[number], string>>

/** The filter as the address has it, so that a view can be sent to a colleague; changing it replaces the address. */
export const useAuditFilter = (): [AuditFilter, (filter: AuditFilter) => void] => {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const filter: AuditFilter = Object.fromEntries(
    names.flatMap((name) => {
      const value = params.get(name)
      return value ? [[name, value]] : []
    }),
  )
  const setFilter = (next: AuditFilter) => {
    const given = Object.entries(next).filter(([, value]) => value)
    const search = new URLSearchParams(given as [string, string][]).toString()
    router.replace(search ? `${pathname}?${search}` : pathname, { scroll: false })
  }
  return [filter, setFilter]
}
