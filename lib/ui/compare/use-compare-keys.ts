'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useKeys } from '../keys/use-keys'
import {
  type CompareMode,
  type CompareSettings,
  canvasTones,
  changeSettings,
  compareModes,
  stepped,
  type Tunable,
} from './compare-settings'
import type { Only } from './painter/painter'
import type { ViewControl } from './view-control'

interface CompareKeys {
  control: ViewControl
  mode: CompareMode
  settings: CompareSettings
  hasMask: boolean
  shades: boolean
  choose: (mode: CompareMode) => void
  photo: { readonly on: boolean; readonly set: (on: boolean) => void } | null
  /** Puts the parent in the source's place, or back. */
  parent: (() => void) | null
  loupe: () => void
}

/** A shorter press of P leaves the photograph on; a longer one shows it while held. */
const tapMs = 250
const panStep = 0.1
const onlys: readonly Only[] = ['all', 'inside', 'outside']

/** What `,` and `.` turn down and up in each way of comparing. */
export const tunedBy: Partial<Record<CompareMode, Tunable>> = {
  slider: 'cut',
  blink: 'blinkMs',
  difference: 'threshold',
}

const following = <T>(list: readonly T[], now: T): T => list[(list.indexOf(now) + 1) % list.length] ?? now

export const nextOnly = (now: Only): Only => following(onlys, now)

/** Every key of the viewer, listed under `?`. */
export function useCompareKeys(props: CompareKeys) {
  const { control, mode, settings, hasMask, shades, choose, photo, parent, loupe } = props
  const t = useTranslations('common.compare')
  const group = t('keys')
  const photoDown = useRef(0)
  const pan = (dx: number, dy: number) => () => control.pan(dx * panStep, dy * panStep)
  const tune = (name: Tunable | undefined, steps: number) => () =>
    name && changeSettings({ [name]: stepped(name, settings[name], steps) })
  const tuned = tunedBy[mode]
  const masked = hasMask && shades
  useKeys([
    ...compareModes.map((one, index) => ({
      key: String(index + 1),
      label: t(one),
      group,
      run: () => choose(one),
    })),
    {
      key: 'M',
      label: t('mask'),
      group,
      run: () => changeSettings({ outline: !settings.outline }),
      disabled: !hasMask,
    },
    {
      key: 'N',
      label: t('onlyKey'),
      group,
      run: () => changeSettings({ only: nextOnly(settings.only) }),
      disabled: !masked,
    },
    { key: '[', label: t('overlayLess'), group, run: tune('overlay', -1), repeat: true, disabled: !masked },
    { key: ']', label: t('overlayMore'), group, run: tune('overlay', 1), repeat: true, disabled: !masked },
    { key: ',', label: t('tuneLess'), group, run: tune(tuned, -1), repeat: true, disabled: !tuned },
    { key: '.', label: t('tuneMore'), group, run: tune(tuned, 1), repeat: true, disabled: !tuned },
    { key: 'L', label: t('loupe'), group, run: loupe },
    { key: 'V', label: t('againstParent'), group, run: () => parent?.(), disabled: !parent },
    {
      key: 'P',
      label: t('photo'),
      group,
      disabled: !photo,
      run: () => {
        photoDown.current = photo?.on ? 0 : performance.now()
        photo?.set(!photo.on)
      },
      release: () => {
        if (photoDown.current > 0 && performance.now() - photoDown.current > tapMs) photo?.set(false)
      },
    },
    { key: '+', label: t('zoomIn'), group, run: control.zoomIn, repeat: true },
    { key: '=', label: t('zoomIn'), group, run: control.zoomIn, repeat: true },
    { key: '-', label: t('zoomOut'), group, run: control.zoomOut, repeat: true },
    { key: '0', label: t('fit'), group, run: control.fit },
    { key: 'Z', label: t('full'), group, run: () => control.full() },
    { key: 'ArrowLeft', label: t('pan'), group, run: pan(1, 0), repeat: true },
    { key: 'ArrowRight', label: t('pan'), group, run: pan(-1, 0), repeat: true },
    { key: 'ArrowUp', label: t('pan'), group, run: pan(0, 1), repeat: true },
    { key: 'ArrowDown', label: t('pan'), group, run: pan(0, -1), repeat: true },
    {
      key: 'G',
      label: t('canvas'),
      group,
      run: () => changeSettings({ tone: following(canvasTones, settings.tone) }),
    },
  ])
}
