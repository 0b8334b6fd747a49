'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { cx } from '../cx'
import { useKeys } from '../keys/use-keys'
import { OutlineLayer } from '../region/outline-layer'
import { CompareBar, type CompareMode } from './compare-bar'
import { DifferenceLayer } from './difference-layer'
import { type Crop, PictureLayer } from './layer'
import { SliderHandle } from './slider-handle'
import { useBlink } from './use-blink'
import { useViewControl } from './use-view-control'

interface CompareViewerProps {
  /** Addresses of the pair, the anchor photograph and the mask, all in one frame of `width` × `height` pixels. */
  source: string
  edited: string
  photo?: string
  /** Where the frame lies in the photograph, when `photo` is the whole of it. */
  photoCrop?: Crop
  mask?: string
  width: number
  height: number
  /** What is on the left, when it is not the source. */
  sourceLabel?: string
  /** What is on the right: `edited 1 of 4`. */
  editedLabel?: string
  /** How the pair is shown at first; read when the component appears. */
  initialMode?: CompareMode
  /** A short fact in the corner: `change inside 98 %`. */
  info?: ReactNode
  className?: string
}

const canvases = ['canvas', 'black', 'grey', 'white'] as const
const canvasClass = { canvas: 'bg-canvas', black: 'bg-black', grey: 'bg-[#777]', white: 'bg-white' }

/** A shorter press of P leaves the photograph on; a longer one shows it while held. */
const tapMs = 250
const panStep = 0.1

const share = (value: number) => Math.min(1, Math.max(0, value))

/**
 * A pair of pictures in one place: slider, side by side, blink and difference share one zoom and pan, the mask and
 * the photograph lie over any of them. Mode, zoom and overlays stay when the next pair comes in.
 */
export function CompareViewer(props: CompareViewerProps) {
  const { source, edited, photo, photoCrop, mask, width, height, sourceLabel, editedLabel, info, className } =
    props
  const t = useTranslations('common.compare')
  const [mode, setMode] = useState<CompareMode>(props.initialMode ?? 'slider')
  const [cut, setCut] = useState(0.5)
  const [maskOn, setMaskOn] = useState(true)
  const [photoOn, setPhotoOn] = useState(false)
  const [canvas, setCanvas] = useState<(typeof canvases)[number]>('canvas')
  const [failed, setFailed] = useState<string | null>(null)
  const photoShown = photoOn && photo !== undefined
  const panes = mode === 'side' && !photoShown ? 2 : 1
  const { control, ref } = useViewControl(width, height, panes)
  const scale = useSyncExternalStore(control.subscribe, control.scale, () => 1)
  const { second, swap } = useBlink(mode === 'blink' && !photoShown)
  const photoDown = useRef(0)

  // A picture that fits can't be moved, so a drag anywhere on it moves the line instead.
  useEffect(() => {
    const stage = ref.current
    if (!stage || mode !== 'slider' || photoShown) return
    control.takeDrag = () => {
      if (!control.isFitted()) return null
      const { left, width: paneWidth } = stage.getBoundingClientRect()
      return { move: (_, { clientX }) => setCut(share((clientX - left) / paneWidth)), tapsToo: true }
    }
    return () => {
      control.takeDrag = () => null
    }
  }, [control, ref, mode, photoShown])

  const choose = (next: CompareMode) => {
    setPhotoOn(false)
    if (next === 'blink' && mode === 'blink') swap()
    setMode(next)
  }
  const group = t('keys')
  const pan = (dx: number, dy: number) => () => control.pan(dx * panStep, dy * panStep)
  useKeys([
    { key: '1', label: t('slider'), group, run: () => choose('slider') },
    { key: '2', label: t('side'), group, run: () => choose('side') },
    { key: '3', label: t('blink'), group, run: () => choose('blink') },
    { key: '4', label: t('difference'), group, run: () => choose('difference') },
    { key: 'M', label: t('mask'), group, run: () => setMaskOn(!maskOn), disabled: !mask },
    {
      key: 'P',
      label: t('photo'),
      group,
      disabled: !photo,
      run: () => {
        photoDown.current = photoOn ? 0 : performance.now()
        setPhotoOn(!photoOn)
      },
      release: () => {
        if (photoDown.current > 0 && performance.now() - photoDown.current > tapMs) setPhotoOn(false)
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
      run: () => setCanvas(canvases[(canvases.indexOf(canvas) + 1) % canvases.length] ?? 'canvas'),
    },
  ])

  const size = { width, height }
  const sourceText = sourceLabel ?? t('source')
  const editedText = editedLabel ?? t('edited')
  const sourcePane = <PictureLayer src={source} alt={sourceText} {...size} />
  const editedPane = <PictureLayer src={edited} alt={editedText} {...size} />
  const outline = mask && maskOn && <OutlineLayer mask={mask} label={t('mask')} {...size} />

  return (
    <section
      aria-label={t('label')}
      className={cx('relative isolate min-h-0 overflow-hidden', canvasClass[canvas], className)}
      onErrorCapture={(event) => event.target instanceof HTMLImageElement && setFailed(event.target.src)}
      onLoadCapture={() => setFailed(null)}
    >
      <div ref={ref} className="absolute inset-0 flex touch-none overflow-hidden select-none">
        {photoShown ? (
          <Pane left={t('photo')}>
            <PictureLayer src={photo} alt={t('photo')} crop={photoCrop} {...size} />
            {outline}
          </Pane>
        ) : mode === 'side' ? (
          <>
            <Pane left={sourceText}>
              {sourcePane}
              {outline}
            </Pane>
            <Pane left={editedText} divided>
              {editedPane}
              {outline}
            </Pane>
          </>
        ) : mode === 'difference' ? (
          <Pane left={t('difference')}>
            <DifferenceLayer source={source} edited={edited} label={t('difference')} {...size} />
            {outline}
          </Pane>
        ) : (
          <Pane
            left={mode === 'slider' || !second ? sourceText : editedText}
            right={mode === 'slider' ? editedText : undefined}
          >
            {sourcePane}
            <div
              className={cx('absolute inset-0', mode === 'blink' && !second && 'invisible')}
              style={mode === 'slider' ? { clipPath: `inset(0 0 0 ${cut * 100}%)` } : undefined}
            >
              {editedPane}
            </div>
            {outline}
            {mode === 'slider' && (
              <SliderHandle
                label={t('slider')}
                valueText={t('sliderValue', { share: cut })}
                value={cut}
                onChange={(to) => setCut(share(to))}
              />
            )}
          </Pane>
        )}
      </div>
      {failed && (
        <p role="alert" className="absolute inset-x-0 top-4 mx-auto w-fit rounded-m bg-raised px-3 py-1.5">
          {t('failed')}
        </p>
      )}
      <CompareBar
        mode={photoShown ? null : mode}
        onMode={choose}
        mask={mask ? maskOn : undefined}
        onMask={() => setMaskOn(!maskOn)}
        photo={photo ? photoOn : undefined}
        onPhoto={() => setPhotoOn(!photoOn)}
      />
      <p className="pointer-events-none absolute right-3 bottom-3 rounded-s bg-black/55 px-1.5 py-0.5 text-small text-white tabular-nums max-sm:hidden">
        {t('zoom', { scale })}
        {info && <> · {info}</>}
      </p>
    </section>
  )
}

interface PaneProps {
  left: string
  right?: string
  divided?: boolean
  children: ReactNode
}

const labelClass =
  'pointer-events-none absolute top-[calc(max(0px,var(--y))+0.5rem)] rounded-s bg-black/55 px-1.5 py-0.5 text-small text-white'

function Pane({ left, right, divided, children }: PaneProps) {
  return (
    <div
      className={cx(
        'relative h-full min-w-0 flex-1 overflow-hidden',
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
