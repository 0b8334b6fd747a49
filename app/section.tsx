import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  about?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A part of a long page, under a heading of its own. */
export function Section({ title, about, actions, children }: SectionProps) {
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div>
          <h2 className="font-semibold">{title}</h2>
          {about && <p className="text-muted">{about}</p>}
        </div>
        {actions && <div className="ml-auto">{actions}</div>}
      </div>
      {children}
    </section>
  )
}
