'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Rect } from '@/lib/imaging/raster'
import { readProblem } from '../api/api-error'
import { useViewControl } from '../compare/use-view-control'
import { Button } from '../controls/button'
import { IconButton } from '../controls/icon-button'
import { cx } from '../cx'
import { ErrorState } from '../feedback/error-state'
import { FitIcon, RedoIcon, UndoIcon, ZoomInIcon, ZoomOutIcon } from '../icons'
import { openKeysHelp } from '../keys/keys-help'
import type { StudioClient } from './studio-client'
import type { MaskStudioProps } from './studio-contract'
import { StudioPanel, type StudioSettings, type WholeOperation } from './studio-panel'
import { StudioStage } from './studio-stage'
import { StudioToolbar } from './studio-toolbar'
import { firstDiameter, isSegment, isShape, type Mode, type StudioTool } from './studio-tools'
import { useFind } from './use-find'
import { useShape } from './use-shape'
import { type Studio, useStudioClient } from './use-studio-client'
import { useStudioKeys } from './use-studio-keys'
import { VersionList } from './version-list'

type Problem = { readonly title: string; readonly fix?: string | undefined; readonly kept?: boolean }

/**
 * Draws a mask on a picture of up to 24 megapixels: brush, lasso, polygon, box, finding by a click, operations on the
 * whole, earlier versions, undo without limit. The mask lives in a worker; a crash costs nothing, since what is drawn is
 * kept in this browser until it is saved.
 */
export function MaskStudio(props: MaskStudioProps) {
  const studio = useStudioClient(props)
  const { client } = studio
  // The worker starts in the browser, one rendering later; the stage listens from its first moment.
  return client ? (
    <OpenStudio {...props} studio={studio} client={client} />
  ) : (
    <div className={props.className} />
  )
}

interface OpenStudioProps extends MaskStudioProps {
  studio: Studio
  client: StudioClient
}

function OpenStudio({ studio, client, ...props }: OpenStudioProps) {
  const { image, versions = [], onSave, onCancel, segment, className } = props
  const t = useTranslations('studio')
  const format = useFormatter()
  const { width, height } = image
  const { state, opened, say, operate, ask } = studio
  const { control, ref } = useViewControl(width, height)
  const [settings, setSettings] = useState<StudioSettings>(() => ({
    tool: 'brush',
    mode: 'add',
    diameter: firstDiameter(width, height),
    hardness: 100,
    reach: 4,
    look: 'veil',
  }))
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { tool, mode, diameter, hardness, look, reach } = settings
  const change = (part: Partial<StudioSettings>) => {
    setSettings((before) => ({ ...before, ...part }))
    if (part.diameter) say(t('said.size', { px: part.diameter }))
    if (part.mode) say(t(part.mode))
  }
  const find = useFind(studio, image, segment, mode)
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 1 })
  const shape = useShape((points) => {
    void operate({ kind: 'polygon', rings: [points], how: mode }, t('said.marked', { how: t(mode) }))
  })

  const pick = (next: StudioTool) => {
    if (isShape(tool) && next !== tool) shape.finish()
    if (!isSegment(next)) find.forget()
    else find.warmUp()
    change({ tool: next })
    say(`${t(`tool.${next}`)}. ${t(`about.${next}`)}`)
  }
  const run = (operation: WholeOperation) => {
    find.forget()
    void operate(operation, t(`said.operation.${operation.kind}`))
  }
  const box = (drawn: Rect, how: Mode | null) => {
    void operate({ kind: 'box', box: drawn, how: how ?? mode }, t('said.marked', { how: t(how ?? mode) }))
  }
  const undo = () => {
    find.forget()
    void ask({ kind: 'undo' }, t('said.undone'))
  }
  const redo = () => void ask({ kind: 'redo' }, t('said.redone'))

  const save = async () => {
    if (saving || opened !== 'open') return
    shape.finish()
    setSaving(true)
    setProblem(null)
    try {
      const { exported } = await client.ask({ kind: 'export' })
      if (!exported?.ok) {
        const reason = exported?.reason ?? 'empty'
        setProblem({ title: t(`unsavable.${reason}.title`), fix: t(`unsavable.${reason}.fix`) })
        return
      }
      const { ok: _, ...mask } = exported
      await onSave(mask)
      await client.ask({ kind: 'forget-draft' })
      say(t('said.saved'))
    } catch (error) {
      const { message, fix } = readProblem(error)
      setProblem({ title: message, fix, kept: true })
    } finally {
      setSaving(false)
    }
  }

  useStudioKeys({
    settings,
    change,
    pick,
    operate: (kind) =>
      run(kind === 'grow' || kind === 'shrink' || kind === 'feather' ? { kind, radius: reach } : { kind }),
    show: studio.setShown,
    undo,
    redo,
    save: () => void save(),
    drop: () => {
      shape.drop()
      find.forget()
    },
    canDrop: shape.shape.points.length > 0 || find.hints.strokes.length > 0 || find.hints.box !== undefined,
    focus: () => ref.current?.focus(),
    shape,
    control,
  })
  // What was wrong with a mask need not be wrong with the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a state is a change of the mask
  useEffect(() => setProblem(null), [state])
  // Keys work at once, and a screen reader hears where it is.
  useEffect(() => ref.current?.focus({ focusVisible: false } as FocusOptions), [ref])

  const area = state.marked / state.pixels
  return (
    <div className={cx('flex max-md:flex-col', className)}>
      <section
        aria-label={t('picture')}
        className="relative isolate min-h-0 min-w-0 flex-1 overflow-hidden bg-canvas max-md:h-[62dvh] max-md:flex-none"
      >
        <StudioStage
          {...{ client, control, image, tool, hardness: hardness / 100, look, shape, find, say }}
          stageRef={ref}
          radius={diameter / 2}
          onBox={box}
          onPaint={() => studio.setShown('drawn')}
        />
        <StudioToolbar tool={tool} onTool={pick} />
        <div className="absolute top-2.5 right-2.5 z-10 flex items-center rounded-l border border-line bg-raised p-0.5 shadow-float">
          <IconButton label={t('undo')} hint="Mod+Z" disabled={!state.canUndo} onClick={undo}>
            <UndoIcon />
          </IconButton>
          <IconButton label={t('redo')} hint="Mod+Shift+Z" disabled={!state.canRedo} onClick={redo}>
            <RedoIcon />
          </IconButton>
          <IconButton label={t('keys.zoomOut')} hint="-" onClick={control.zoomOut}>
            <ZoomOutIcon />
          </IconButton>
          <IconButton label={t('keys.zoomIn')} hint="+" onClick={control.zoomIn}>
            <ZoomInIcon />
          </IconButton>
          <IconButton label={t('keys.fit')} hint="0" onClick={control.fit}>
            <FitIcon />
          </IconButton>
          <IconButton label={t('keys.list')} hint="?" onClick={openKeysHelp}>
            <span aria-hidden>?</span>
          </IconButton>
        </div>
        <p id="studio-keys" className="sr-only">
          {t('surfaceKeys')}
        </p>
        {opened !== 'open' && opened !== 'opening' && (
          <div className="absolute inset-x-4 top-14 z-10 rounded-l bg-raised p-3 shadow-float">
            <ErrorState title={t(`problem.${opened}`)} fix={t(`problemFix.${opened}`)} />
          </div>
        )}
        {(opened === 'opening' || find.busy) && (
          <p className="absolute bottom-2.5 left-2.5 rounded-s bg-black/60 px-1.5 py-0.5 text-small text-white max-md:bottom-16">
            {t(find.busy ? 'said.finding' : 'opening')}
          </p>
        )}
      </section>
      <div className="flex w-[20rem] shrink-0 flex-col border-line bg-surface max-md:w-full max-md:border-t md:border-l">
        <StudioPanel
          settings={settings}
          onSettings={change}
          shown={studio.shown}
          onShown={studio.setShown}
          onOperation={run}
          isEmpty={state.marked === 0}
        >
          {studio.restoredAt !== null && (
            <div className="flex flex-wrap items-center gap-2 border-l-2 border-accent pl-3">
              <p className="text-small">
                {t('restored', {
                  time: format.dateTime(studio.restoredAt, { timeStyle: 'short', dateStyle: 'medium' }),
                })}
              </p>
              <Button
                onClick={() => {
                  studio.setRestoredAt(null)
                  void ask({ kind: 'undo' }, t('said.discarded'))
                }}
              >
                {t('discard')}
              </Button>
            </div>
          )}
          {shape.shape.points.length > 0 && (
            <Button hint="Enter" disabled={!shape.canMark} onClick={shape.finish}>
              {t('keys.mark')}
            </Button>
          )}
          {versions.length > 0 && (
            <VersionList
              versions={versions}
              onCopy={(url, { name }, how) => {
                find.forget()
                void ask(
                  { kind: 'copy', url: new URL(url, location.href).href, how },
                  t('said.copied', { name }),
                )
              }}
            />
          )}
        </StudioPanel>
        <div className="flex flex-col gap-2 border-t border-line px-5 py-3 max-md:sticky max-md:bottom-(--dock) max-md:bg-surface max-md:px-4">
          {problem && <ErrorState title={problem.title} fix={problem.fix} kept={problem.kept && t('kept')} />}
          <p className="text-small text-muted tabular-nums">
            {t('area', { share: percent(area), width, height })}
            {state.engines.length > 0 && ` · ${t('with', { engines: state.engines.join(', ') })}`}
          </p>
          <div className="flex gap-2">
            <Button
              look="main"
              hint="Mod+Enter"
              busy={saving}
              disabled={opened !== 'open'}
              onClick={() => void save()}
            >
              {t('save')}
            </Button>
            {onCancel && (
              <Button look="plain" onClick={onCancel}>
                {t('cancel')}
              </Button>
            )}
          </div>
        </div>
      </div>
      <p role="status" aria-live="polite" className="sr-only">
        {studio.said}
      </p>
    </div>
  )
}
