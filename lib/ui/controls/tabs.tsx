import Link from 'next/link'
import type { ReactNode } from 'react'

interface TabsProps {
  label: string
  tabs: readonly {
    readonly href: string
    readonly label: ReactNode
    readonly current: boolean
    readonly count?: ReactNode
  }[]
}

/** Tabs are links, so that each has an address and Back works. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav aria-label={label} className="flex gap-4 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className="flex min-h-9 items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted outline-offset-[-2px] transition-colors hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
        >
          {tab.label}
          {tab.count !== undefined && <span className="text-small text-faint tabular-nums">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  )
}
