'use client'

import { useTranslations } from 'next-intl'
import { SegmentedControl } from '../controls/segmented-control'
import { Kbd } from '../keys/kbd'
import {
  type CompareMode,
  type CompareSettings,
  changeSettings,
  compareModes,
  ranges,
  type Tunable,
} from './compare-settings'
import { nextOnly, tunedBy } from './use-compare-keys'

interface Switch {
  readonly on: boolean
  readonly set: (on: boolean) => void
}

interface CompareBarProps {
  /** Null while the photograph covers the pair. */
  mode: CompareMode | null
  onMode: (mode: CompareMode) => void
  settings: CompareSettings
  hasMask: boolean
  /** Whether this browser can draw what reads a mask. */
  shades: boolean
  photo: Switch | null
  parent: Switch | null
  loupe: Switch
}

/** How the pair is shown, floating over the picture's foot, and above it what the present way can be tuned by. */
export function CompareBar(props: CompareBarProps) {
  const { mode, onMode, settings, hasMask, shades, photo, parent, loupe } = props
  const t = useTranslations('common.compare')
  const tuned = mode ? tunedBy[mode] : undefined
  const masked = hasMask && shades
  return (
    <div className="absolute bottom-3 left-3 flex max-w-[calc(100%-1.5rem)] flex-col items-start gap-1.5">
      <div className="flex flex-wrap gap-1.5 empty:hidden">
        {tuned && tuned !== 'cut' && <Tune name={tuned} settings={settings} keys=", ." />}
        {masked && settings.overlay > 0 && <Tune name="overlay" settings={settings} keys="[ ]" />}
      </div>
      <div className="flex max-w-full overflow-x-auto rounded-l border border-line bg-raised/90 p-0.5 backdrop-blur-sm [scrollbar-width:none]">
        <SegmentedControl<CompareMode | 'photo'>
          label={t('modes')}
          value={mode ?? 'photo'}
          onChange={(next) => next !== 'photo' && onMode(next)}
          segments={compareModes.map((value, index) => ({
            value,
            label: t(value),
            hint: String(index + 1),
          }))}
        />
        {hasMask && (
          <Toggle
            hint="M"
            label={t('mask')}
            on={settings.outline}
            onClick={() => changeSettings({ outline: !settings.outline })}
          />
        )}
        {masked && (
          <Toggle
            hint="]"
            label={t('overlay')}
            on={settings.overlay > 0}
            onClick={() => changeSettings({ overlay: settings.overlay > 0 ? 0 : 0.5 })}
          />
        )}
        {masked && (
          <Toggle
            hint="N"
            label={t(`only.${settings.only}`)}
            on={settings.only !== 'all'}
            onClick={() => changeSettings({ only: nextOnly(settings.only) })}
          />
        )}
        <Toggle hint="L" label={t('loupe')} on={loupe.on} onClick={() => loupe.set(!loupe.on)} />
        {parent && (
          <Toggle hint="V" label={t('againstParent')} on={parent.on} onClick={() => parent.set(!parent.on)} />
        )}
        {photo && <Toggle hint="P" label={t('photo')} on={photo.on} onClick={() => photo.set(!photo.on)} />}
      </div>
    </div>
  )
}

interface TuneProps {
  name: Tunable
  settings: CompareSettings
  keys: string
}

/** One value of the present way of comparing, with its keys. */
function Tune({ name, settings, keys }: TuneProps) {
  const t = useTranslations('common.compare')
  const value = settings[name]
  const { min, max, step } = ranges[name]
  return (
    <label className="flex min-h-8 items-center gap-2 rounded-l border border-line bg-raised/90 px-2.5 text-small backdrop-blur-sm [@media(pointer:coarse)]:min-h-11">
      {keys.split(' ').map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      <span className="text-muted">{t(`tune.${name}`)}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={t(`tuned.${name}`, { value })}
        onChange={({ target }) => changeSettings({ [name]: Number(target.value) })}
        className="w-28 accent-(--color-accent)"
      />
      <span className="min-w-12 text-right tabular-nums">{t(`tuned.${name}`, { value })}</span>
    </label>
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
