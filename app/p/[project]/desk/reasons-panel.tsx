'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { Checkbox } from '@/lib/ui/controls/checkbox'
import { Kbd } from '@/lib/ui/keys/kbd'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { FloatingPanel } from './floating-panel'

interface ReasonsPanelProps {
  title: string
  /** What the main button does: “Reject”, “Overturn”. */
  confirm: string
  reasons: readonly { readonly key: string; readonly label: string }[]
  chosen?: readonly string[]
  /** Every choice, so that a crash loses none. */
  onChange?: (reasons: string[]) => void
  onConfirm: (reasons: string[]) => void
  onClose: () => void
}

/** Why not: any number of the project's reasons, by their numbers, then Enter. The picture stays in sight. */
export function ReasonsPanel(props: ReasonsPanelProps) {
  return (
    <FloatingPanel label={props.title}>
      <Reasons {...props} />
    </FloatingPanel>
  )
}

function Reasons({ title, confirm, reasons, chosen = [], onChange, onConfirm, onClose }: ReasonsPanelProps) {
  const t = useTranslations('desk')
  const [picked, setPicked] = useState<readonly string[]>(chosen)
  const toggle = (key: string) => {
    const next = picked.includes(key) ? picked.filter((one) => one !== key) : [...picked, key]
    setPicked(next)
    onChange?.(next)
  }
  // In the project's order, however they were picked.
  const send = () => {
    const inOrder = reasons.map(({ key }) => key).filter((key) => picked.includes(key))
    if (inOrder.length > 0) onConfirm(inOrder)
  }
  useKeys([
    ...reasons.slice(0, 10).map(({ key, label }, index) => ({
      key: String((index + 1) % 10),
      label,
      run: () => toggle(key),
    })),
    { key: 'Enter', label: confirm, run: send, disabled: picked.length === 0 },
    { key: 'Escape', label: t('back'), run: onClose },
  ])
  return (
    <>
      <h2 className="font-semibold">{title}</h2>
      <ul className="flex flex-col">
        {reasons.map(({ key, label }, index) => (
          <li key={key} className="flex min-h-9 items-center gap-2 max-sm:min-h-12">
            {index < 10 && <Kbd className="max-sm:hidden">{String((index + 1) % 10)}</Kbd>}
            <Checkbox checked={picked.includes(key)} onChange={() => toggle(key)} label={label} />
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button look="reject" hint="Enter" disabled={picked.length === 0} onClick={send}>
          {confirm}
        </Button>
        <Button look="plain" hint="Escape" onClick={onClose}>
          {t('back')}
        </Button>
      </div>
    </>
  )
}
