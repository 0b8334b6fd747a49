'use client'

import { useTranslations } from 'next-intl'
import { ChipChoice } from '@/lib/ui/controls/chip'
import { FieldNote } from '@/lib/ui/controls/field'
import { RegionState } from './region-state'
import type { useRegion } from './use-region'

interface OfferedRegion {
  readonly id: string
  readonly label: string
}

interface RegionChoiceProps {
  of: ReturnType<typeof useRegion>
  /** The regions that the image offers. */
  labelled: readonly OfferedRegion[]
  need: 'required' | 'optional' | 'none'
  problem: string | null
  onPick: (region: OfferedRegion | null) => void
}

const none = 'none'

/** Where the edit happens: one of the image's regions, what was drawn, or nowhere in particular. */
export function RegionChoice({ of, labelled, need, problem, onPick }: RegionChoiceProps) {
  const t = useTranslations('author.region')
  const drawn = of.id !== null && !labelled.some(({ id }) => id === of.id)
  return (
    <div className="flex flex-col gap-1.5">
      <ChipChoice
        label={t('label')}
        value={of.id ?? none}
        onChange={(value) => {
          if (value !== of.id) onPick(labelled.find(({ id }) => id === value) ?? null)
        }}
        options={[
          { value: none, label: t(need === 'required' ? 'noneYet' : 'whole') },
          ...labelled.map(({ id, label }) => ({ value: id, label })),
          ...(drawn && of.id ? [{ value: of.id, label: t('drawn') }] : []),
        ]}
        hint={t(`need.${need}`)}
      />
      {problem ? (
        <div className="text-small">
          <FieldNote tone="reject">{problem}</FieldNote>
        </div>
      ) : (
        <RegionState of={of} />
      )}
    </div>
  )
}
