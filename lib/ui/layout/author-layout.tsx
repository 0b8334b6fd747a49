import type { ReactNode } from 'react'

interface AuthorLayoutProps {
  /** Read out as the page's heading; the eye needs none. */
  title: string
  /** The picture with its region: a RegionCanvas with className "h-full". */
  picture: ReactNode
  /** The fields, from top to bottom. */
  fields: ReactNode
  /** Submit first; a note such as “draft saved” last. */
  actions: ReactNode
}

/** Writing: the photograph left, the sentences right, the main action under them. Stacked on a phone. */
export function AuthorLayout({ title, picture, fields, actions }: AuthorLayoutProps) {
  return (
    <div className="flex h-[calc(100dvh-var(--bar)-var(--dock))] max-md:h-auto max-md:flex-col">
      <h1 className="sr-only">{title}</h1>
      <div className="min-h-0 min-w-0 flex-1 bg-canvas max-md:h-[60dvh] max-md:flex-none">{picture}</div>
      <div className="flex w-[25.5rem] shrink-0 flex-col border-line max-md:w-full max-md:border-t md:border-l">
        <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-6 py-5 max-md:px-4">
          {fields}
        </div>
        <div className="mx-6 flex items-center gap-2 border-t border-line py-4 max-md:sticky max-md:bottom-(--dock) max-md:mx-0 max-md:bg-surface max-md:px-4 max-md:py-2">
          {actions}
        </div>
      </div>
    </div>
  )
}
