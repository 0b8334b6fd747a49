'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { MaskOperation } from '@/lib/imaging/masks/tiles/apply-operation'
import { Button } from '../controls/button'
import { SegmentedControl } from '../controls/segmented-control'
import type { Look } from './render-view'
import { Slider } from './slider'
import { diameterOf, isBrush, type Mode, type StudioTool, stepOf, stepsOfDiameter } from './studio-tools'
import { type ShownMask, shownMasks } from './worker/protocol'

export const looks = ['veil', 'tint', 'mask'] as const
export const mostReach = 64

export interface StudioSettings {
  readonly tool: StudioTool
  readonly mode: Mode
  /** Of the brush, in pixels of the mask. */
  readonly diameter: number
  /** In percent. */
  readonly hardness: number
  /** How far grow, shrink and feather go, in pixels of the mask. */
  readonly reach: number
  readonly look: Look
}

interface StudioPanelProps {
  settings: StudioSettings
  onSettings: (change: Partial<StudioSettings>) => void
  shown: ShownMask
  onShown: (shown: ShownMask) => void
  onOperation: (operation: WholeOperation) => void
  isEmpty: boolean
  children?: ReactNode
}

export const simpleKinds = ['fill-holes', 'keep-largest', 'invert', 'clear'] as const
type SimpleKind = (typeof simpleKinds)[number]
export const reachKinds = ['grow', 'shrink', 'feather'] as const
type ReachKind = (typeof reachKinds)[number]

/** What is done to the whole mask at a press. */
export type WholeOperation = MaskOperation & { readonly kind: SimpleKind | ReachKind }

export const operationKeys: Record<SimpleKind | ReachKind, string> = {
  grow: 'G',
  shrink: 'Shift+G',
  feather: 'T',
  'fill-holes': 'F',
  'keep-largest': 'K',
  invert: 'I',
  clear: 'Shift+Delete',
}

/** Beside the picture: the tool's settings, what can be done to the whole mask, and how it is shown. */
export function StudioPanel(props: StudioPanelProps) {
  const { settings, onSettings, shown, onShown, onOperation, isEmpty, children } = props
  const t = useTranslations('studio')
  const { tool, mode, diameter, hardness, reach, look } = settings
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-5 py-4 max-md:overflow-visible max-md:px-4">
      <section aria-label={t(`tool.${tool}`)} className="flex flex-col gap-3">
        <p className="text-small text-muted">{t(`about.${tool}`)}</p>
        {isBrush(tool) && (
          <>
            <Slider
              label={t('size')}
              hints={['[', ']']}
              min={0}
              max={stepsOfDiameter}
              value={stepOf(diameter)}
              text={t('px', { px: diameter })}
              onChange={(step) => onSettings({ diameter: diameterOf(step) })}
            />
            <Slider
              label={t('hardness')}
              hints={['{', '}']}
              min={0}
              max={100}
              step={5}
              value={hardness}
              text={t('percent', { percent: hardness })}
              onChange={(value) => onSettings({ hardness: value })}
            />
          </>
        )}
        {!isBrush(tool) && tool !== 'hand' && (
          <SegmentedControl
            label={t('mode')}
            value={mode}
            onChange={(value) => onSettings({ mode: value })}
            segments={[
              { value: 'add', label: t('add'), hint: 'A' },
              { value: 'subtract', label: t('subtract'), hint: 'D' },
            ]}
          />
        )}
      </section>
      <section aria-label={t('whole')} className="flex flex-col gap-3">
        <h3 className="text-small text-muted">{t('whole')}</h3>
        <Slider
          label={t('reach')}
          min={1}
          max={mostReach}
          value={reach}
          text={t('px', { px: reach })}
          onChange={(value) => onSettings({ reach: value })}
        />
        <div className="flex flex-wrap gap-2">
          {reachKinds.map((kind) => (
            <Button
              key={kind}
              hint={operationKeys[kind]}
              disabled={isEmpty}
              onClick={() => onOperation({ kind, radius: reach })}
            >
              {t(`operation.${kind}`)}
            </Button>
          ))}
          {simpleKinds.map((kind) => (
            <Button
              key={kind}
              hint={operationKeys[kind]}
              disabled={isEmpty && kind !== 'invert'}
              onClick={() => onOperation({ kind })}
            >
              {t(`operation.${kind}`)}
            </Button>
          ))}
        </div>
      </section>
      <section aria-label={t('shownAs')} className="flex flex-col gap-2">
        <h3 className="text-small text-muted">{t('shownAs')}</h3>
        <div className="-ml-2.5 flex flex-wrap">
          <SegmentedControl
            label={t('shownAs')}
            value={shown}
            onChange={onShown}
            segments={shownMasks.map((value) => ({ value, label: t(`shown.${value}`) }))}
          />
          <SegmentedControl
            label={t('look')}
            value={look}
            onChange={(value) => onSettings({ look: value })}
            segments={looks.map((value) => ({ value, label: t(`looks.${value}`) }))}
          />
        </div>
        <p className="text-small text-muted">{t(`aboutShown.${shown}`)}</p>
      </section>
      {children}
    </div>
  )
}
