'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { FieldNote } from '@/lib/ui/controls/field'
import type { useRegion } from './use-region'

/** What is made at once needs no stopwatch. */
const shortMs = 100

/** One line on the region: being made, made, or refused and why. */
export function RegionState({ of }: { of: ReturnType<typeof useRegion> }) {
  const t = useTranslations('author.region')
  const format = useFormatter()
  const { id, region, sending, error } = of
  const line = () => {
    if (error) {
      const { code, message, fix } = readProblem(error)
      return {
        tone: 'reject' as const,
        text: code === 'offline' ? t('offline') : [message, fix].filter(Boolean).join(' '),
      }
    }
    if (sending) return { tone: 'running' as const, text: t('sending') }
    if (!id) return null
    if (!region || region.status === 'pending') return { tone: 'running' as const, text: t('pending') }
    if (region.status === 'refused') return { tone: 'reject' as const, text: region.reason ?? t('refused') }
    const share = format.number(region.areaFraction ?? 0, { style: 'percent', maximumFractionDigits: 1 })
    const made =
      region.engineMs === null || region.engineMs < shortMs
        ? t('ready', { share })
        : t('readyIn', {
            share,
            seconds: format.number(region.engineMs / 1000, { maximumFractionDigits: 1 }),
          })
    return { tone: 'ok' as const, text: made }
  }
  const said = line()
  return (
    <div aria-live="polite" className="text-small text-muted">
      {said && <FieldNote tone={said.tone}>{said.text}</FieldNote>}
    </div>
  )
}
