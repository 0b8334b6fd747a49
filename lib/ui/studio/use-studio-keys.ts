'use client'

import { useTranslations } from 'next-intl'
import type { ViewControl } from '../compare/view-control'
import { useKeys } from '../keys/use-keys'
import { looks, operationKeys, reachKinds, type StudioSettings, simpleKinds } from './studio-panel'
import { diameterOf, isShape, type StudioTool, stepOf, studioTools, toolKeys } from './studio-tools'
import type { Shape } from './use-shape'
import { type ShownMask, shownMasks } from './worker/protocol'

interface StudioKeys {
  settings: StudioSettings
  change: (change: Partial<StudioSettings>) => void
  pick: (tool: StudioTool) => void
  operate: (kind: (typeof reachKinds)[number] | (typeof simpleKinds)[number]) => void
  show: (shown: ShownMask) => void
  undo: () => void
  redo: () => void
  save: () => void
  /** Lets go of a shape or of hints. */
  drop: () => void
  canDrop: boolean
  focus: () => void
  shape: Shape
  control: ViewControl
}

/** Every key of the studio; `?` lists them. Those that move the brush belong to the drawing surface. */
export function useStudioKeys(of: StudioKeys) {
  const t = useTranslations('studio')
  const { settings, change, shape, control } = of
  const { diameter, hardness, look } = settings
  const [tools, operations, view, whole] = [t('tools'), t('whole'), t('view'), t('title')]
  const hasShape = shape.shape.points.length > 0
  const sized = (by: number) => change({ diameter: diameterOf(stepOf(diameter) + by) })
  const hardened = (by: number) => change({ hardness: Math.min(100, Math.max(0, hardness + by)) })
  const nextLook = looks[(looks.indexOf(look) + 1) % looks.length] ?? 'veil'
  useKeys([
    ...studioTools.map((tool) => ({
      key: toolKeys[tool],
      label: t(`tool.${tool}`),
      group: tools,
      run: () => of.pick(tool),
    })),
    { key: '[', label: t('keys.smaller'), group: tools, run: () => sized(-2), repeat: true },
    { key: ']', label: t('keys.larger'), group: tools, run: () => sized(2), repeat: true },
    { key: '{', label: t('keys.softer'), group: tools, run: () => hardened(-10), repeat: true },
    { key: '}', label: t('keys.harder'), group: tools, run: () => hardened(10), repeat: true },
    { key: 'A', label: t('add'), group: tools, run: () => change({ mode: 'add' }) },
    { key: 'D', label: t('subtract'), group: tools, run: () => change({ mode: 'subtract' }) },
    {
      key: 'Enter',
      label: t('keys.mark'),
      group: tools,
      run: shape.finish,
      disabled: !isShape(settings.tool) || !shape.canMark,
    },
    { key: 'Backspace', label: t('keys.back'), group: tools, run: shape.back, disabled: !hasShape },
    ...[...reachKinds, ...simpleKinds].map((kind) => ({
      key: operationKeys[kind],
      label: t(`operation.${kind}`),
      group: operations,
      run: () => of.operate(kind),
    })),
    ...shownMasks.map((shown, index) => ({
      key: String(index + 1),
      label: t(`shown.${shown}`),
      group: view,
      run: () => of.show(shown),
    })),
    { key: 'V', label: t('keys.look'), group: view, run: () => change({ look: nextLook }) },
    { key: '+', label: t('keys.zoomIn'), group: view, run: control.zoomIn, repeat: true },
    { key: '-', label: t('keys.zoomOut'), group: view, run: control.zoomOut, repeat: true },
    { key: '0', label: t('keys.fit'), group: view, run: control.fit },
    { key: 'Z', label: t('keys.full'), group: view, run: () => control.full() },
    { key: 'C', label: t('keys.focus'), group: whole, run: of.focus },
    // The surface itself takes it, with the arrows; pressed elsewhere it leads there.
    { key: 'Space', label: t('keys.pen'), group: whole, run: of.focus },
    { key: 'Mod+Z', label: t('undo'), group: whole, run: of.undo, repeat: true },
    { key: 'Mod+Shift+Z', label: t('redo'), group: whole, run: of.redo, repeat: true },
    { key: 'Mod+Y', label: t('redo'), group: whole, run: of.redo, repeat: true },
    { key: 'Mod+Enter', label: t('save'), group: whole, run: of.save },
    // Leaving is no key: Escape is pressed too easily, twice.
    { key: 'Escape', label: t('keys.drop'), group: tools, run: of.drop, disabled: !of.canDrop },
  ])
}
