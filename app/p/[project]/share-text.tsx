'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { margin, wilson } from '@/lib/pipeline/insight/client'

interface ShareTextProps {
  part: number
  whole: number
  /** All of them were counted, so there is no interval: what the filter passed. */
  exact?: boolean
}

/** `72.6 % ± 4.4`: a share with the Wilson interval of what a sample says; the bounds themselves on hover. */
export function ShareText({ part, whole, exact }: ShareTextProps) {
  const t = useTranslations('insight')
  const format = useFormatter()
  const share = wilson(part, whole)
  if (!share) return <span className="text-faint">–</span>
  const short = (value: number) =>
    format.number(100 * value, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const percent = t('percent', { value: short(share.share) })
  if (exact) return <span className="whitespace-nowrap">{percent}</span>
  return (
    <span
      className="whitespace-nowrap"
      title={t('interval', { part, whole, low: short(share.low), high: short(share.high) })}
    >
      {percent} ± {short(margin(share))}
    </span>
  )
}
