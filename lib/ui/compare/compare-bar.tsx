'use client'

import { useTranslations } from 'next-intl'
import { SegmentedControl } from '../controls/segmented-control'
import { Kbd } from '../keys/kbd'

export type CompareMode = 'slider' | 'side' | 'blink' | 'difference'

interface CompareBarProps {
  /** Null while the photograph covers the pair. */
  mode: CompareMode | null
  onMode: (mode: CompareMode) => void
  /** Undefined when there is none. */
  mask: boolean | undefined
  onMask: () => void
  photo: boolean | undefined
  onPhoto: () => void
}

/** How the pair is shown, floating over the picture's foot. */
export function CompareBar({ mode, onMode, mask, onMask, photo, onPhoto }: CompareBarProps) {
  const t = useTranslations('common.compare')
  return (
    <div className="absolute bottom-3 left-3 flex max-w-[calc(100%-1.5rem)] overflow-x-auto rounded-l border border-line bg-raised/90 p-0.5 backdrop-blur-sm [scrollbar-width:none]">
      <SegmentedControl<CompareMode | 'photo'>
        label={t('modes')}
        value={mode ?? 'photo'}
        onChange={(next) => next !== 'photo' && onMode(next)}
        segments={[
          { value: 'slider', label: t('slider'), hint: '1' },
          { value: 'side', label: t('side'), hint: '2' },
          { value: 'blink', label: t('blink'), hint: '3' },
          { value: 'difference', label: t('difference'), hint: '4' },
        ]}
      />
      {mask !== undefined && <Toggle hint="M" label={t('mask')} on={mask} onClick={onMask} />}
      {photo !== undefined && <Toggle hint="P" label={t('photo')} on={photo} onClick={onPhoto} />}
    </div>
  )
}

interface ToggleProps {
  hint: string
  label: string
  on: boolean
  onClick: () => void
}

function Toggle({ hint, label, on, onClick }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-keyshortcuts={hint}
      onClick={onClick}
      className="group flex min-h-7 items-center gap-2 rounded-m px-2.5 text-small whitespace-nowrap text-muted -outline-offset-2 transition-colors hover:text-ink aria-pressed:text-ink [@media(pointer:coarse)]:min-h-10"
    >
      <Kbd>{hint}</Kbd>
      <span className="decoration-focus decoration-2 underline-offset-[6px] group-aria-pressed:underline">
        {label}
      </span>
    </button>
  )
}
