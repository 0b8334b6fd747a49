import type { ReactNode } from 'react'
import { LanguageBar } from './language-bar'

/** The pages before a project: one quiet column on the canvas, the product's name above it. */
export function Threshold({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <header className="flex h-(--bar) items-center justify-end px-3">
        <LanguageBar />
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-[12vh] pb-16">
        <p className="mb-8 flex items-center gap-2 font-semibold">
          <Pair />
          Exemplar
        </p>
        <div className="w-full max-w-sm rounded-l border border-line bg-surface p-6 sm:p-8">{children}</div>
      </main>
    </div>
  )
}

/** Before and after, the second touched by the accent: what all of this is about. */
const Pair = () => (
  <svg
    aria-hidden
    viewBox="0 0 28 16"
    width="28"
    height="16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
  >
    <rect x="1" y="1" width="12" height="14" rx="2" />
    <rect x="15" y="1" width="12" height="14" rx="2" />
    <path d="M15.5 12.5 19.5 8l3 3 2-2 2.5 2.5" className="stroke-accent" />
    <path d="M1.5 12.5 5.5 8l3 3 2-2 2.5 2.5" />
  </svg>
)
