import type { ReactNode } from 'react'

/** Tools at a picture's edge: a column beside it; on a phone a row under it. */
export const ToolRail = ({ label, children }: { label: string; children: ReactNode }) => (
  <div
    role="toolbar"
    aria-label={label}
    className="absolute z-10 flex rounded-l border border-line bg-raised p-1 shadow-float max-md:inset-x-2 max-md:bottom-2 max-md:justify-between max-md:overflow-x-auto md:top-1/2 md:left-2.5 md:-translate-y-1/2 md:flex-col"
  >
    {children}
  </div>
)
