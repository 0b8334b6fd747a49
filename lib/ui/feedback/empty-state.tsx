import type { ReactNode } from 'react'
import { type PictureName, pictures } from './pictures'

interface EmptyStateProps {
  picture: PictureName
  /** One sentence: what will be here, and how it gets here. */
  children: ReactNode
  action?: ReactNode
}

/** An empty page teaches: one picture, one sentence, one action. */
export function EmptyState({ picture, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-4 px-4 py-16 text-center">
      <svg
        aria-hidden
        viewBox="0 0 120 80"
        width="120"
        height="80"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="text-faint"
      >
        {pictures[picture]}
      </svg>
      <p className="text-balance text-muted">{children}</p>
      {action}
    </div>
  )
}
