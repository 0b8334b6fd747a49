'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ToolRail } from '../controls/tool-rail'
import { cx } from '../cx'
import {
  BoxIcon,
  BrushIcon,
  ClickIcon,
  EraserIcon,
  InvertIcon,
  PolygonIcon,
  RedoIcon,
  TrashIcon,
  UndoIcon,
} from '../icons'
import { Kbd } from '../keys/kbd'

export const regionTools = ['segment', 'brush', 'eraser', 'polygon', 'box'] as const
export type RegionTool = (typeof regionTools)[number]

export const toolKeys: Record<RegionTool, string> = {
  segment: 'W',
  brush: 'B',
  eraser: 'E',
  polygon: 'L',
  box: 'X',
}

const toolIcons: Record<RegionTool, ReactNode> = {
  segment: <ClickIcon />,
  brush: <BrushIcon />,
  eraser: <EraserIcon />,
  polygon: <PolygonIcon />,
  box: <BoxIcon />,
}

interface RegionToolsProps {
  tools: readonly RegionTool[]
  tool: RegionTool
  onTool: (tool: RegionTool) => void
  canUndo: boolean
  canRedo: boolean
  empty: boolean
  onInvert: () => void
  onUndo: () => void
  onRedo: () => void
  onClear: () => void
}

/** The tools at the picture's edge: a column with their keys; on a phone a row of pictures under it. */
export function RegionTools(props: RegionToolsProps) {
  const { tools, tool, onTool, canUndo, canRedo, empty, onInvert, onUndo, onRedo, onClear } = props
  const t = useTranslations('common.region')
  return (
    <ToolRail label={t('tools')}>
      {tools.map((one) => (
        <Tool
          key={one}
          hint={toolKeys[one]}
          icon={toolIcons[one]}
          label={t(one)}
          on={one === tool}
          onClick={() => onTool(one)}
        />
      ))}
      <Tool hint="I" icon={<InvertIcon />} label={t('invert')} onClick={onInvert} />
      <hr className="border-line max-md:mx-1 max-md:h-auto max-md:self-stretch max-md:border-l md:my-1 md:border-t" />
      <div className="flex md:justify-between">
        <Tool icon={<UndoIcon />} label={t('undo')} disabled={!canUndo} onClick={onUndo} bare />
        <Tool icon={<RedoIcon />} label={t('redo')} disabled={!canRedo} onClick={onRedo} bare />
        <Tool icon={<TrashIcon />} label={t('clear')} disabled={empty} onClick={onClear} bare />
      </div>
    </ToolRail>
  )
}

interface ToolProps {
  hint?: string
  icon: ReactNode
  label: string
  on?: boolean
  bare?: boolean
  disabled?: boolean
  onClick: () => void
}

function Tool({ hint, icon, label, on, bare, disabled, onClick }: ToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={on}
      aria-keyshortcuts={hint}
      disabled={disabled}
      onClick={onClick}
      className={cx(
        'flex min-h-8 items-center gap-2 rounded-m text-small text-muted -outline-offset-2 transition-colors hover:text-ink disabled:opacity-40 aria-pressed:bg-hover aria-pressed:text-ink [@media(pointer:coarse)]:min-h-11 [@media(pointer:coarse)]:min-w-10 [@media(pointer:coarse)]:justify-center',
        bare ? 'px-2' : 'px-2 md:pr-3',
      )}
    >
      {hint && <Kbd className="max-md:hidden">{hint}</Kbd>}
      <span className={cx(!bare && 'md:hidden')}>{icon}</span>
      {!bare && <span className="max-md:hidden">{label}</span>}
    </button>
  )
}
