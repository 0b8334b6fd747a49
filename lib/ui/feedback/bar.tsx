import { cx } from '../cx'

const tones = { accept: 'bg-accept', done: 'bg-faint', accent: 'bg-accent', reject: 'bg-reject' }

export interface BarPart {
  readonly value: number
  readonly tone: keyof typeof tones
}

interface BarProps {
  label: string
  /** From left to right, in the unit of `total`. */
  parts: readonly BarPart[]
  total: number
  thin?: boolean
}

/** How much of something is done, in parts that share one track. */
export function Bar({ label, parts, total, thin }: BarProps) {
  const done = parts.reduce((sum, part) => sum + part.value, 0)
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(total, 1)}
      aria-valuenow={Math.min(done, total)}
      className={cx('flex w-full overflow-hidden rounded-full bg-press', thin ? 'h-0.5' : 'h-1')}
    >
      {parts.map(({ value, tone }) => (
        <span
          key={tone}
          className={cx('transition-[width]', tones[tone])}
          style={{ width: `${total > 0 ? (100 * value) / total : 0}%` }}
        />
      ))}
    </span>
  )
}
