import type { ReactNode } from 'react'

interface PageHeaderProps {
  title: string
  /** One quiet line beside the title: when, from what. */
  about?: ReactNode
  /** The page's buttons, the main one last, always at this place. */
  actions?: ReactNode
}

export function PageHeader({ title, about, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-title font-semibold text-balance">{title}</h1>
      {about && <p className="text-muted">{about}</p>}
      {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
