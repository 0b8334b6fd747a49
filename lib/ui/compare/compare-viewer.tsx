'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState, useSyncExternalStore } from 'react'
import { cx } from '../cx'
import { OutlineLayer } from '../region/outline-layer'
import { CompareBar } from './compare-bar'
import { type CompareMode, changeSettings, useCompareSettings } from './compare-settings'
import { drawsOf } from './draws'
import { type Compared, type Pane, type PictureName, panesOf } from './panes'
import { pictures } from './picture-store'
import { SliderHandle } from './slider-handle'
import { useBlink } from './use-blink'
import { useCompareKeys } from './use-compare-keys'
import { useElementSize } from './use-element-size'
import { useLoupe } from './use-loupe'
import { useHeldPictures, usePictureNews } from './use-pictures'
import { useStageCanvas } from './use-stage-canvas'
import { useStageDrags } from './use-stage-drags'
import { useViewControl } from './use-view-control'
import { type Grid, gridFor, type Point, type Size } from './view'

export interface CompareViewerProps extends Compared {
  /** What comes next, kept ready on the graphics card. */
  ahead?: readonly string[]
  /** What is on the right: `edited 1 of 4`. */
  editedLabel?: string
  /** A short fact in the corner: `change inside 98 %`. */
  info?: ReactNode
  /** What lies over a pane, placed by the stage's --x --y --s: pins. */
  over?: (pane: Pane) => ReactNode
  /** Set while a place of the picture is asked for: by a click, or by Enter for the middle of the first pane. */
  onPoint?: ((at: Point, name: PictureName) => void) | undefined
  className?: string
}

const toneClass = { canvas: 'bg-canvas', black: 'bg-black', grey: 'bg-[#777]', white: 'bg-white' }
const usual: Size = { width: 512, height: 512 }
const share = (value: number) => Math.min(1, Math.max(0, value))

/**
 * A pair of pictures in one place: slider, side by side, blink, difference and all there is share one zoom and pan;
 * the mask, the loupe and the photograph go with any of them. How one looks stays when the next pair comes in.
 */
export function CompareViewer(props: CompareViewerProps) {
  const {
    source,
    edited,
    parent,
    photo,
    mask,
    ahead = [],
    editedLabel,
    info,
    over,
    onPoint,
    className,
  } = props
  const t = useTranslations('common.compare')
  const settings = useCompareSettings()
  const { againstParent, mode, setAgainst, setMode } = useParent(edited, parent, settings.mode)
  const [photoOn, setPhotoOn] = useState(false)
  const photoShown = photoOn && Boolean(photo)
  const blinking = mode === 'blink' && !photoShown
  const { second: swapped, swap } = useBlink(blinking, settings.blinkMs)

  const all = [edited, source, mask, parent, photo].filter((url) => typeof url === 'string')
  useHeldPictures(all, true)
  usePictureNews()
  const panes = panesOf(props, { mode, againstParent, photo: photoShown, swapped })
  const shown = [
    ...panes.flatMap(({ first, second }) => [first.url, ...(second ? [second.url] : [])]),
    edited,
  ]
  const failed = shown.some((url) => pictures.get(url) === 'failed')
  const busy = !failed && shown.some((url) => pictures.get(url) === undefined)
  const frame = useFrame(edited, source)

  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useElementSize(canvas)
  const grid = gridFor(stage, frame, panes.length)
  const { control, ref } = useViewControl(frame.width, frame.height, grid)
  const { on: loupeOn, at: loupe, toggle: toggleLoupe } = useLoupe(ref, control, () => repaint())
  const { shades, outlines, repaint } = useStageCanvas(canvas, control, {
    stage,
    draws: () =>
      drawsOf(
        panes,
        frame,
        mask,
        {
          stage,
          grid,
          devicePixelRatio,
          scale: control.scale(),
          corner: control.corner(),
          loupe: loupe(),
        },
        outlines ? settings : { ...settings, outline: false },
        (url) => pictures.bitmap(url),
      ),
    keep: () => [...all, ...ahead].map((url) => pictures.bitmap(url)).filter((one) => one !== null),
  })
  const scale = useSyncExternalStore(control.subscribe, control.scale, () => 1)
  const sliding = mode === 'slider' && !photoShown

  useStageDrags({ stage: ref, control, grid, panes, frame, sliding, cut: settings.cut, onPoint })

  const choose = (next: CompareMode) => {
    setPhotoOn(false)
    if (next === 'blink' && mode === 'blink') swap()
    setMode(next)
  }
  const hasMask = Boolean(mask)
  useCompareKeys({
    control,
    mode,
    settings,
    hasMask,
    shades,
    choose,
    photo: photo ? { on: photoOn, set: setPhotoOn } : null,
    parent: parent ? () => setAgainst(!againstParent) : null,
    loupe: toggleLoupe,
  })

  const nameOf = (pane: Pane['first']) =>
    pane.name === 'edited' ? (editedLabel ?? t('edited')) : t(pane.name)
  return (
    <section
      aria-label={t('label')}
      aria-busy={busy}
      className={cx('relative isolate min-h-0 overflow-hidden', toneClass[settings.tone], className)}
    >
      <div
        ref={ref}
        className={cx(
          'absolute inset-0 touch-none overflow-hidden select-none',
          loupeOn && 'cursor-none',
          onPoint && 'cursor-crosshair',
        )}
      >
        <canvas ref={canvas} aria-hidden className="absolute inset-0 block size-full" />
        <div
          className="absolute inset-0 grid"
          style={{
            gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
            gridTemplateRows: `repeat(${grid.rows}, minmax(0, 1fr))`,
          }}
        >
          {panes.map((pane, index) => (
            <PaneFrame
              // By place: a pane is where it is, whatever it shows.
              // biome-ignore lint/suspicious/noArrayIndexKey: as said
              key={index}
              left={pane.kind === 'difference' ? t('difference') : nameOf(pane.first)}
              right={pane.kind === 'slider' && pane.second ? nameOf(pane.second) : undefined}
              divided={index % grid.columns > 0}
            >
              {!outlines && mask && settings.outline && <OutlineLayer mask={mask} {...frame} />}
              {over?.(pane)}
            </PaneFrame>
          ))}
        </div>
        {onPoint && <Crosshair grid={grid} />}
        {sliding && !onPoint && (
          <SliderHandle
            label={t('slider')}
            valueText={t('sliderValue', { share: settings.cut })}
            value={settings.cut}
            onChange={(cut) => changeSettings({ cut: share(cut) })}
          />
        )}
      </div>
      {failed && (
        <p role="alert" className="absolute inset-x-0 top-4 mx-auto w-fit rounded-m bg-raised px-3 py-1.5">
          {t('failed')}
        </p>
      )}
      <p role="status" className="sr-only">
        {photoShown ? t('photo') : t(mode)}
        {hasMask && settings.only !== 'all' && `, ${t(`only.${settings.only}`)}`}
      </p>
      <CompareBar
        mode={photoShown ? null : mode}
        onMode={choose}
        settings={settings}
        hasMask={hasMask}
        shades={shades}
        photo={photo ? { on: photoOn, set: setPhotoOn } : null}
        parent={parent ? { on: againstParent, set: setAgainst } : null}
        loupe={{ on: loupeOn, set: toggleLoupe }}
      />
      <p className="pointer-events-none absolute right-3 bottom-3 rounded-s bg-black/55 px-1.5 py-0.5 text-small text-white tabular-nums max-lg:hidden">
        {t('zoom', { scale })}
        {info && <> · {info}</>}
      </p>
    </section>
  )
}

/** Where Enter places a point: the arrow keys move the picture under it. */
const Crosshair = ({ grid }: { grid: Grid }) => (
  <span
    aria-hidden
    className="pointer-events-none absolute size-6 -translate-1/2 rounded-full border-2 border-white shadow-[0_0_0_1px_#000,inset_0_0_0_1px_#000]"
    style={{ left: `${50 / grid.columns}%`, top: `${50 / grid.rows}%` }}
  />
)

/** Beside what it mends, a pair is looked at side by side until another way is chosen for it; others keep theirs. */
function useParent(edited: string, parent: string | null | undefined, usualMode: CompareMode) {
  const [own, setOwn] = useState<{ edited: string; mode: CompareMode; against: boolean } | null>(null)
  if (!parent)
    return {
      againstParent: false,
      mode: usualMode,
      setMode: (mode: CompareMode) => changeSettings({ mode }),
      setAgainst: () => {},
    }
  const { mode, against } = own?.edited === edited ? own : { mode: 'side' as const, against: true }
  return {
    againstParent: against,
    mode,
    setMode: (next: CompareMode) => setOwn({ edited, mode: next, against }),
    setAgainst: (next: boolean) => setOwn({ edited, mode, against: next }),
  }
}

/** The size of what is judged, in its own pixels; until it is known the last one, which is nearly always the same. */
function useFrame(edited: string, source: string): Size {
  const [last, setLast] = useState(usual)
  const known = pictures.bitmap(edited) ?? pictures.bitmap(source)
  if (!known || (known.width === last.width && known.height === last.height)) return last
  const frame = { width: known.width, height: known.height }
  setLast(frame)
  return frame
}

interface PaneFrameProps {
  left: string
  right?: string
  divided: boolean
  children: ReactNode
}

const labelClass =
  'pointer-events-none absolute top-[calc(max(0px,var(--y))+0.5rem)] max-w-[calc(100%-1rem)] truncate rounded-s bg-black/55 px-1.5 py-0.5 text-small text-white'

function PaneFrame({ left, right, divided, children }: PaneFrameProps) {
  return (
    <div
      role="img"
      aria-label={right ? `${left} | ${right}` : left}
      className={cx(
        'relative min-w-0 overflow-hidden',
        divided && 'shadow-[inset_1px_0_0_var(--color-line)]',
      )}
    >
      {children}
      <span className={cx(labelClass, 'left-[calc(max(0px,var(--x))+0.5rem)]')}>{left}</span>
      {right && (
        <span className={cx(labelClass, 'right-[calc(max(0px,100%-var(--x)-var(--w))+0.5rem)]')}>
          {right}
        </span>
      )}
    </div>
  )
}
