'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ToolRail } from '../controls/tool-rail'
import {
  BoxIcon,
  BrushIcon,
  ClickIcon,
  EraserIcon,
  HandIcon,
  LassoIcon,
  PolygonIcon,
  ScribbleIcon,
} from '../icons'
import { Kbd } from '../keys/kbd'
import { type StudioTool, studioTools, toolKeys } from './studio-tools'

const icons: Record<StudioTool, ReactNode> = {
  click: <ClickIcon />,
  scribble: <ScribbleIcon />,
  brush: <BrushIcon />,
  eraser: <EraserIcon />,
  lasso: <LassoIcon />,
  polygon: <PolygonIcon />,
  box: <BoxIcon />,
  hand: <HandIcon />,
}

interface StudioToolbarProps {
  tool: StudioTool
  onTool: (tool: StudioTool) => void
}

/** The tools at the picture's edge, each with its key; on a phone a row of pictures under it. */
export function StudioToolbar({ tool, onTool }: StudioToolbarProps) {
  const t = useTranslations('studio')
  return (
    <ToolRail label={t('tools')}>
      {studioTools.map((one) => (
        <button
          key={one}
          type="button"
          aria-label={t(`tool.${one}`)}
          title={t(`about.${one}`)}
          aria-pressed={one === tool}
          aria-keyshortcuts={toolKeys[one]}
          onClick={() => onTool(one)}
          className="flex min-h-8 shrink-0 items-center gap-2 rounded-m px-2 text-small text-muted -outline-offset-2 transition-colors hover:text-ink aria-pressed:bg-press aria-pressed:text-ink md:pr-3 [@media(pointer:coarse)]:min-h-11 [@media(pointer:coarse)]:min-w-10 [@media(pointer:coarse)]:justify-center"
        >
          <Kbd className="max-md:hidden">{toolKeys[one]}</Kbd>
          {icons[one]}
          <span className="max-md:hidden">{t(`tool.${one}`)}</span>
        </button>
      ))}
    </ToolRail>
  )
}
