import type { WriteStream } from 'node:tty'

export interface Progress {
  /** How far a piece of work is; call it as often as you like. */
  update(label: string, done: number, total: number | null): void
  /** A line that stays. */
  note(text: string): void
  /** Ends the live line. */
  end(): void
}

const redrawMs = 100
const plainEveryMs = 5_000

const clock = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`

/** `Importing 412 of 1200 · 3.1/s · 4 min left`. */
export const describeProgress = (
  label: string,
  done: number,
  total: number | null,
  elapsedMs: number,
): string => {
  const rate = done / Math.max(1, elapsedMs / 1_000)
  const parts = [total === null ? `${label} ${done}` : `${label} ${done} of ${total}`]
  if (done > 0 && elapsedMs > 1_000) {
    parts.push(`${rate.toFixed(rate < 10 ? 1 : 0)}/s`)
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
  let begun = { label: '', at: 0 }
  let shownAt = 0
  let isLineOpen = false
  const clear = () => {
    if (isLineOpen) stream.write('\r\x1b[K')
    isLineOpen = false
  }
  return {
    update: (label, done, total) => {
      const now = performance.now()
      if (begun.label !== label) {
        begun = { label, at: now }
        shownAt = 0
      }
      const isLast = done === total
      if (!isLast && now - shownAt < (live ? redrawMs : plainEveryMs)) return
      shownAt = now
      const text = describeProgress(label, done, total, now - begun.at)
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
