'use client'

import { useFormatter, useNow } from 'next-intl'

const updateInterval = 30_000

/** “3 minutes ago”, with the exact time in the reader's own zone on hover. */
export function RelativeTime({ at }: { at: string | Date }) {
  const format = useFormatter()
  const now = useNow({ updateInterval })
  const time = new Date(at)
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(time)
  // Server and browser differ in clock and zone, and the browser is right.
  return (
    <time dateTime={time.toISOString()} title={exact} suppressHydrationWarning>
      {format.relativeTime(time, now)}
    </time>
  )
}
