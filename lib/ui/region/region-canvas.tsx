'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Rect } from '@/lib/imaging/raster'
import { type Crop, Layer, PictureLayer } from '../compare/layer'
import { loadImage } from '../compare/load-image'
import { useViewControl } from '../compare/use-view-control'
import { cx } from '../cx'
import { toast } from '../feedback/toast'
import { useKeys } from '../keys/use-keys'
import { BoxFields } from './box-fields'
import { DraftShapes } from './draft-shapes'
import { type BoxPreview, boxDrag, brushDrag, strokeDrag } from './drags'
import { Outline } from './outline-layer'
import { emptyRegion, RegionModel } from './region-model'
import { type DrawnRegion, moveBox, type RegionShape, type XY } from './region-shape'
import { type RegionTool, RegionTools, regionTools, toolKeys } from './region-tools'
import { type Segment, useSegment } from './use-segment'
import { VeilLayer } from './veil-layer'

interface RegionCanvasProps {
  src: string
  alt: string
  /** Of the frame, in pixels; every coordinate is in it. */
  width: number
  height: number
  /** Where the frame lies in the picture, when `src` is the whole of it. */
  crop?: Crop
  /** A region to go on with; read when the component appears, so give it a `key` per picture. */
  initial?: { readonly shape: RegionShape; readonly mask?: string }
  onChange: (region: DrawnRegion | null) => void
  /** Turns on click-to-segment. */
  onSegment?: Segment
  className?: string
}

const handlePx = 12
const brushSizes = [4, 8, 14, 24, 40, 64, 100]

/**
 * Draws a region on a picture: click-to-segment, brush, eraser, polygon or box. What is outside pales. The wheel or
 * two fingers zoom; the middle button, Space or two fingers move. A box is also moved by arrows and typed as numbers.
 */
export function RegionCanvas(props: RegionCanvasProps) {
  const { src, alt, width, height, crop, initial, onChange, onSegment, className } = props
  const t = useTranslations('common.region')
  const tools = regionTools.filter((one) => one !== 'segment' || onSegment)
  const [tool, setTool] = useState<RegionTool>(tools[0] ?? 'box')
  const [brush, setBrush] = useState(3)
  const [polygon, setPolygon] = useState<readonly XY[]>([])
  const [stroke, setStroke] = useState<readonly XY[]>([])
  const [box, setBox] = useState<BoxPreview | null>(null)
  const [model, setModel] = useState<RegionModel | null>(null)
  const holdsSpace = useRef(false)
  const { control, ref } = useViewControl(width, height)
  const state = useSyncExternalStore(
    model?.subscribe ?? never,
    model?.current ?? (() => emptyRegion),
    () => emptyRegion,
  )
  const { scribble, busy, add, forget } = useSegment(model, onSegment)
  const latest = useRef({ onChange, initial })
  useEffect(() => {
    latest.current = { onChange, initial }
  })

  useEffect(() => {
    const made = new RegionModel(width, height)
    setModel(made)
    let current = true
    const { initial: start } = latest.current
    const show = async () => {
      if (start) made.load(start.shape, start.mask ? await loadImage(start.mask) : null)
    }
    show().catch(() => toast({ kind: 'error', text: t('loadFailed') }))
    let told: RegionShape | null | undefined = start?.shape
    const stop = made.subscribe(() => {
      if (!current || made.drawing || made.current().shape === told) return
      told = made.current().shape
      latest.current.onChange(made.region())
    })
    return () => {
      current = false
      stop()
    }
  }, [width, height, t])

  const pick = (next: RegionTool) => {
    setPolygon([])
    setTool(next)
  }
  const closePolygon = () => {
    if (polygon.length >= 3) model?.setPolygon(polygon)
    setPolygon([])
  }

  useEffect(() => {
    control.takeDrag = ({ x, y }, event) => {
      if (!model || holdsSpace.current) return null
      const at: XY = [Math.round(x * 10) / 10, Math.round(y * 10) / 10]
      const reach = handlePx / control.scale()
      if (tool !== 'segment') forget()
      if (tool === 'box') return boxDrag(model, at, reach, setBox)
      if (tool === 'brush' || tool === 'eraser')
        return brushDrag(
          model,
          at,
          (brushSizes[brush] ?? 24) / Math.min(1, control.scale()),
          tool === 'eraser',
        )
      if (tool === 'segment') {
        const background = event.shiftKey || event.altKey
        return strokeDrag(at, setStroke, (points) => {
          setStroke([])
          void add(points, background)
        })
      }
      const [first] = polygon
      return strokeDrag(at, never, () => {
        const closes = first && polygon.length >= 3 && Math.hypot(at[0] - first[0], at[1] - first[1]) <= reach
        if (closes || (event.detail > 1 && polygon.length >= 3)) closePolygon()
        else setPolygon([...polygon, at])
      })
    }
  })

  const group = t('tools')
  useKeys([
    ...tools.map((one) => ({ key: toolKeys[one], label: t(one), group, run: () => pick(one) })),
    { key: 'I', label: t('invert'), group, run: () => model?.invert() },
    { key: 'Mod+Z', label: t('undo'), group, run: () => undo(), repeat: true },
    { key: 'Mod+Shift+Z', label: t('redo'), group, run: () => model?.redo(), repeat: true },
    { key: 'Backspace', label: polygon.length > 0 ? t('undo') : t('clear'), group, run: () => back() },
    { key: '[', label: t('smaller'), group, run: () => setBrush(Math.max(0, brush - 1)), repeat: true },
    {
      key: ']',
      label: t('larger'),
      group,
      run: () => setBrush(Math.min(brushSizes.length - 1, brush + 1)),
      repeat: true,
    },
    { key: 'Enter', label: t('closePolygon'), group, run: closePolygon, disabled: polygon.length < 3 },
    {
      key: 'Escape',
      label: t('dropPolygon'),
      group,
      run: () => setPolygon([]),
      disabled: polygon.length === 0,
    },
    { key: '+', label: t('zoomIn'), group, run: control.zoomIn, repeat: true },
    { key: '-', label: t('zoomOut'), group, run: control.zoomOut, repeat: true },
    { key: '0', label: t('fit'), group, run: control.fit },
    {
      key: 'Space',
      label: t('hand'),
      group,
      run: () => {
        holdsSpace.current = true
      },
      release: () => {
        holdsSpace.current = false
      },
    },
  ])

  const undo = () => {
    forget()
    model?.undo()
  }
  const clear = () => {
    forget()
    model?.clear()
  }
  const back = () => (polygon.length > 0 ? setPolygon(polygon.slice(0, -1)) : clear())

  const shape = state.shape
  const shownBox: Rect | null = box ?? (shape?.kind === 'box' ? shape : null)
  const nudge = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 10 : 1
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[
      event.key
    ]
    if (!move || shape?.kind !== 'box') return
    event.preventDefault()
    model?.setBox(moveBox(shape, move[0] ?? 0, move[1] ?? 0, width, height))
  }

  return (
    <section aria-label={t('label')} className={cx('relative isolate overflow-hidden bg-canvas', className)}>
      <div
        ref={ref}
        role="application"
        aria-label={t('surface')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application surface that takes the arrow keys
        tabIndex={0}
        onKeyDown={nudge}
        aria-busy={busy}
        className={cx(
          'absolute inset-0 touch-none overflow-hidden outline-offset-[-3px] select-none',
          busy ? 'cursor-progress' : 'cursor-crosshair',
        )}
      >
        <PictureLayer src={src} alt={alt} width={width} height={height} crop={crop} />
        {model && <VeilLayer model={model} />}
        <Layer width={width} height={height}>
          <svg
            aria-hidden
            viewBox={`0 0 ${width} ${height}`}
            className="pointer-events-none block size-full overflow-visible"
          >
            {!box && <Outline d={state.outline} />}
            <DraftShapes
              box={tool === 'box' || box ? shownBox : null}
              polygon={polygon}
              foreground={stroke.length > 0 ? [...scribble.foreground, stroke] : scribble.foreground}
              background={scribble.background}
            />
          </svg>
        </Layer>
      </div>
      <RegionTools
        tools={tools}
        tool={tool}
        onTool={pick}
        canUndo={state.canUndo}
        canRedo={state.canRedo}
        empty={!shape}
        onInvert={() => model?.invert()}
        onUndo={undo}
        onRedo={() => model?.redo()}
        onClear={clear}
      />
      {tool === 'box' && (
        <BoxFields
          box={shownBox ?? { x: 0, y: 0, width, height }}
          width={width}
          height={height}
          onChange={(next) => model?.setBox(next)}
        />
      )}
      {busy && (
        <p
          role="status"
          className="absolute top-2.5 right-2.5 rounded-s bg-black/55 px-1.5 py-0.5 text-small text-white"
        >
          {t('finding')}
        </p>
      )}
    </section>
  )
}

const never = () => () => undefined
