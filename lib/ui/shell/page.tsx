import type { ReactNode } from 'react'
import { cx } from '../cx'

/** The margins and rhythm of an ordinary page; `narrow` for forms and reading. */
export function Page({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div
      className={cx('flex flex-col gap-4 px-4 py-4 sm:px-6 sm:py-5', narrow && 'mx-auto w-full max-w-2xl')}
    >
      {children}
    </div>
  )
}
