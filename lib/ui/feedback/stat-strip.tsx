import type { ReactNode } from 'react'

interface StatStripProps {
  stats: readonly { readonly label: ReactNode; readonly value: ReactNode }[]
}

/** The few numbers that a page is about, between two hairlines. */
export function StatStrip({ stats }: StatStripProps) {
  return (
    <dl className="flex flex-wrap border-y border-line max-sm:grid max-sm:grid-cols-2">
      {stats.map(({ label, value }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the strip's places are fixed, only the numbers change
          key={index}
          className="flex flex-1 flex-col-reverse justify-end border-line py-2.5 pr-4 sm:not-first:border-l sm:not-first:pl-4"
        >
          <dt className="text-small text-muted">{label}</dt>
          <dd className="text-title font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
