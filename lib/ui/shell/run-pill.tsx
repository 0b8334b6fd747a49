import Link from 'next/link'
import { Bar } from '../feedback/bar'

interface RunPillProps {
  href: string
  /** What is going on, in a word: Generating. */
  label: string
  done: number
  total: number
  /** How far and how fast, already in words: `412 of 1,200 · 3.1/s · 4 min`. */
  detail: string
}

/** The one piece of long work in the top bar; the rest are on the jobs page. */
export function RunPill({ href, label, done, total, detail }: RunPillProps) {
  return (
    <Link
      href={href}
      title={`${label} ${detail}`}
      className="flex h-6 items-center gap-2 rounded-full border border-line-strong/60 px-2.5 text-small whitespace-nowrap text-muted transition-colors hover:bg-hover hover:text-ink"
    >
      <span className="max-sm:sr-only">{label}</span>
      <span className="w-16">
        <Bar label={label} parts={[{ value: done, tone: 'accent' }]} total={total} thin />
      </span>
      <span className="tabular-nums max-md:sr-only">{detail}</span>
    </Link>
  )
}
