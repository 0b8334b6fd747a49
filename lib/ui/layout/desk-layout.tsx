import type { ReactNode } from 'react'

interface DeskLayoutProps {
  /** One line, only while something is not as usual. */
  status?: ReactNode
  /** An InstructionLine. */
  heading: ReactNode
  /** A CompareViewer with className "h-full". */
  viewer: ReactNode
  /** What was judged before, at the left edge; on a phone the page leaves it out. */
  recent?: ReactNode
  /** The other candidates, at the right edge; under the picture on a phone. */
  candidates?: ReactNode
  /** Accept, Reject and the rest, at the foot. */
  actions: ReactNode
}

/** Judging: the pair fills the window, one sentence above it, what to do below. */
export function DeskLayout({ status, heading, viewer, recent, candidates, actions }: DeskLayoutProps) {
  return (
    <div className="grid h-[calc(100dvh-var(--bar)-var(--dock))] grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto_auto] sm:grid-cols-[auto_minmax(0,1fr)_auto] sm:grid-rows-[auto_minmax(0,1fr)_auto]">
      <div className="sm:col-span-3">
        {status}
        <div className="px-4 py-3 sm:px-5">{heading}</div>
      </div>
      <div className="overflow-y-auto px-2 [scrollbar-width:none] empty:hidden max-sm:hidden">{recent}</div>
      <div className="min-h-0 min-w-0 sm:col-start-2">{viewer}</div>
      <div className="overflow-auto border-line [scrollbar-width:none] empty:hidden max-sm:border-t sm:border-l">
        {candidates}
      </div>
      <div className="flex items-center gap-1 overflow-x-auto border-t border-line px-3 py-2 [scrollbar-width:none] sm:col-span-3 sm:px-4">
        {actions}
      </div>
    </div>
  )
}
