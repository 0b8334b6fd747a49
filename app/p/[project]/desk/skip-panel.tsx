'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { FloatingPanel } from './floating-panel'
import type { SkipPolicy } from './outbox/entry'

interface SkipPanelProps {
  policies: readonly SkipPolicy[]
  onSkip: (policy: SkipPolicy) => void
  onClose: () => void
}

/** Who is to judge it instead. */
export function SkipPanel(props: SkipPanelProps) {
  const t = useTranslations('desk')
  return (
    <FloatingPanel label={t('skipTo')}>
      <Policies {...props} />
    </FloatingPanel>
  )
}

function Policies({ policies, onSkip, onClose }: SkipPanelProps) {
  const t = useTranslations('desk')
  const choices = policies.map((policy, index) => ({
    key: String(index + 1),
    label: t(`policy.${policy}`),
    run: () => onSkip(policy),
  }))
  useKeys([...choices, { key: 'Escape', label: t('back'), run: onClose }])
  return (
    <>
      <h2 className="font-semibold">{t('skipTo')}</h2>
      {choices.map(({ key, label, run }) => (
        <Button key={key} look="plain" hint={key} className="justify-start" onClick={run}>
          {label}
        </Button>
      ))}
      <Button look="plain" hint="Escape" className="justify-start text-muted" onClick={onClose}>
        {t('back')}
      </Button>
    </>
  )
}
