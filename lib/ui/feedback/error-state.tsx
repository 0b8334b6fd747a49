import type { ReactNode } from 'react'
import { WarnIcon } from '../icons'

interface ErrorStateProps {
  /** What happened. */
  title: ReactNode
  /** What was kept: “Your draft is saved on this computer.” */
  kept?: ReactNode
  /** What to do about it. */
  fix?: ReactNode
  action?: ReactNode
}

export function ErrorState({ title, kept, fix, action }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className="flex max-w-xl flex-col items-start gap-1 border-l-2 border-line-strong py-1 pl-4"
    >
      <p className="flex items-center gap-2 font-semibold">
        <WarnIcon className="shrink-0" />
        {title}
      </p>
      {kept && <p className="text-muted">{kept}</p>}
      {fix && <p className="text-muted">{fix}</p>}
      {action && <div className="mt-2 flex gap-2">{action}</div>}
    </div>
  )
}
