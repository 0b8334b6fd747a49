import type { WriteStream } from 'node:tty'

export interface Progress {
  /** How far a piece of work is; call it as often as you like. `show` writes its numbers, `412 MB`; default: as they are. */
  update(label: string, done: number, total: number | null, show?: (amount: number) => string): void
  /** A line that stays. */
  note(text: string): void
  /** Ends the live line. */
  end(): void
}

const redrawMs = 100
const plainEveryMs = 5_000

const clock = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`

/** Bytes as people read them: `412 MB`. */
export const showBytes = (bytes: number): string => {
  const [unit, factor] = bytes < 1e6 ? ['KB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9]
  const amount = bytes / Number(factor)
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${unit}`
}

interface Course {
  readonly elapsedMs: number
  /** What had been done before the clock began: the rate is of what came after. */
  readonly doneBefore?: number
  readonly show?: ((amount: number) => string) | undefined
}

/** `Importing 412 of 1200 · 3.1/s · 4 min left`. */
export const describeProgress = (
  label: string,
  done: number,
  total: number | null,
  { elapsedMs, doneBefore = 0, show }: Course,
): string => {
  const rate = (done - doneBefore) / Math.max(1, elapsedMs / 1_000)
  const amount = show ?? String
  const parts = [total === null ? `${label} ${amount(done)}` : `${label} ${amount(done)} of ${amount(total)}`]
  if (rate > 0 && elapsedMs > 1_000) {
    parts.push(`${show ? show(rate) : rate.toFixed(rate < 10 ? 1 : 0)}/s`)
    if (total !== null && total > done) parts.push(`${clock((total - done) / rate)} left`)
  }
  return parts.join(' · ')
}

/**
 * Shows progress on standard error, since standard output belongs to the result: one live line on a terminal, a plain
 * line every few seconds in a pipe.
 */
export const createProgress = (stream: WriteStream = process.stderr): Progress => {
  const live = stream.isTTY
  let begun = { label: '', at: 0, done: 0 }
  let shownAt = 0
  let isLineOpen = false
  const clear = () => {
    if (isLineOpen) stream.write('\r\x1b[K')
    isLineOpen = false
  }
  return {
    update: (label, done, total, show) => {
      const now = performance.now()
      if (begun.label !== label) {
        begun = { label, at: now, done }
        shownAt = 0
      }
      const isLast = done === total
      if (!isLast && now - shownAt < (live ? redrawMs : plainEveryMs)) return
      shownAt = now
      const text = describeProgress(label, done, total, {
        elapsedMs: now - begun.at,
        doneBefore: begun.done,
        show,
      })
      if (!live) {
        stream.write(`${text}\n`)
        return
      }
      stream.write(`\r\x1b[K${text.slice(0, Math.max(20, stream.columns - 1))}`)
      isLineOpen = true
    },
    note: (text) => {
      clear()
      stream.write(`${text}\n`)
    },
    end: () => {
      if (isLineOpen) stream.write('\n')
      isLineOpen = false
    },
  }
}
