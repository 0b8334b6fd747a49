'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import type { Point } from '@/lib/imaging/frame'
import type { Rect } from '@/lib/imaging/raster'
import { PictureLayer } from '../compare/layer'
import type { Drag, ViewControl } from '../compare/view-control'
import { cx } from '../cx'
import { BrushPointer } from './brush-pointer'
import { MaskCanvas } from './mask-canvas'
import type { Look } from './render-view'
import { ShapeHandles } from './shape-handles'
import { simplifyPath } from './simplify-path'
import { StrokeFeed } from './stroke-feed'
import type { StudioClient } from './studio-client'
import type { StudioImage } from './studio-contract'
import { boxDrag, type Press, paintDrag, pathDrag } from './studio-drags'
import { StudioShapes } from './studio-shapes'
import { clickRadius, isBrush, isSegment, type Mode, type StudioTool } from './studio-tools'
import type { Find } from './use-find'
import type { Shape } from './use-shape'

interface StudioStageProps {
  client: StudioClient
  control: ViewControl
  stageRef: RefObject<HTMLDivElement | null>
  image: StudioImage
  tool: StudioTool
  /** Of the brush, in pixels of the mask. */
  radius: number
  hardness: number
  look: Look
  shape: Shape
  find: Find
  onBox: (box: Rect, how: Mode | null) => void
  /** The brush comes down: previews make way for what is drawn. */
  onPaint: () => void
  say: (text: string) => void
}

const keySteps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** An arrow key moves by so many pixels of the screen, with Shift by more; with Alt by one of the mask. */
const keyPx = 8
const largeKeyPx = 48
const mostCorners = 64

/** The picture with its mask: everything that a mouse, a pen, a finger or the arrow keys do on it. */
export function StudioStage(props: StudioStageProps) {
  const { client, control, stageRef, image, tool, radius, hardness, look, shape, find, say } = props
  const t = useTranslations('studio')
  const { width, height } = image
  const [feed] = useState(() => new StrokeFeed(client))
  const [pointer] = useState(() => new BrushPointer(control, width, height))
  const [box, setBox] = useState<Rect | null>(null)
  const [path, setPath] = useState<readonly Point[]>([])
  /** What the keyboard holds down. */
  const [held, setHeld] = useState<Drag | null>(null)

  const begin = (at: Point, press: Press): Drag | null => {
    const scale = control.scale()
    if (!isSegment(tool)) find.forget()
    const isOff = press.shiftKey || press.altKey
    switch (tool) {
      case 'brush':
      case 'eraser':
        props.onPaint()
        return paintDrag(feed, at, press, { radius, hardness, erase: tool === 'eraser' })
      case 'click':
        return boxDrag(at, 6 / scale, setBox, (drawn) => {
          if (drawn) void find.setBox(drawn)
          else void find.addStroke([at], clickRadius(width, height), isOff)
        })
      case 'scribble':
        return pathDrag(at, 2 / scale, setPath, (points) => {
          void find.addStroke(points, Math.max(1.5, clickRadius(width, height) / 3), isOff)
        })
      case 'lasso':
        shape.finish()
        return pathDrag(at, 2 / scale, setPath, (points) => {
          if (points.length < 3) return
          shape.setShape({ points: simplifyPath(points, 3 / scale, mostCorners), closed: true })
          say(t('said.lasso'))
        })
      case 'polygon':
        return { move: () => undefined, end: () => shape.add(at) }
      case 'box':
        return boxDrag(at, 1, setBox, (drawn) => {
          if (drawn) props.onBox(drawn, press.altKey ? 'subtract' : null)
        })
      case 'hand':
        return null
    }
  }

  useEffect(() => {
    control.takeDrag = (at, event) => begin(at, event)
  })
  useEffect(() => {
    const stop = control.subscribe(pointer.draw)
    return () => {
      stop()
    }
  }, [control, pointer])
  useEffect(() => pointer.setRadius(isBrush(tool) ? radius : 0), [pointer, tool, radius])

  const letGo = (drag: Drag, cancelled = false) => {
    setHeld(null)
    if (cancelled) drag.cancel?.()
    else drag.end?.()
    say(t(cancelled ? 'said.penDropped' : 'said.penUp'))
  }

  const press = (event: KeyboardEvent) => {
    const at = pointer.put(pointer.position())
    if (held) {
      letGo(held)
      return
    }
    const drag = begin(at, {
      shiftKey: event.shiftKey,
      altKey: event.altKey,
      pointerType: 'keyboard',
      pressure: 0,
    })
    if (!drag) return
    const isStraight = isBrush(tool) && event.shiftKey
    if (tool === 'click' || tool === 'polygon' || isStraight) {
      drag.end?.()
      if (tool === 'polygon') say(t('said.corner', { count: shape.shape.points.length + 1 }))
      return
    }
    setHeld(drag)
    say(t('said.penDown'))
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const step = keySteps[event.key]
    if (step && (event.ctrlKey || event.metaKey)) control.pan(-step[0] / 10, -step[1] / 10)
    else if (step) {
      const by = event.altKey ? 1 : Math.max(1, (event.shiftKey ? largeKeyPx : keyPx) / control.scale())
      const at = pointer.step(step[0] * by, step[1] * by)
      held?.move(at, new PointerEvent('pointermove'))
    } else if (event.key === ' ') press(event)
    else if (event.key === 'Escape' && held) letGo(held, true)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={stageRef}
      role="application"
      aria-label={t('surface')}
      aria-describedby="studio-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application surface that takes the arrow keys
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => pointer.follow(event)}
      onPointerDown={(event) => pointer.follow(event)}
      onPointerLeave={() => pointer.leave()}
      onBlur={() => held && letGo(held)}
      aria-busy={find.busy}
      className={cx(
        'absolute inset-0 touch-none overflow-hidden bg-canvas outline-offset-[-3px] select-none',
        find.busy ? 'cursor-progress' : tool === 'hand' ? 'cursor-grab' : 'cursor-crosshair',
      )}
    >
      <PictureLayer src={image.url} alt={image.alt} width={width} height={height} />
      <MaskCanvas client={client} control={control} look={look} />
      <StudioShapes
        width={width}
        height={height}
        box={box}
        shape={shape.shape}
        path={path}
        hints={find.hints}
      />
      <div
        ref={pointer.attach}
        aria-hidden
        className={cx(
          'brush-pointer pointer-events-none absolute top-0 left-0 rounded-full shadow-[0_0_0_1px_rgb(0_0_0/0.6),inset_0_0_0_1px_#fff]',
          'data-[keyboard=true]:before:absolute data-[keyboard=true]:before:top-1/2 data-[keyboard=true]:before:left-1/2 data-[keyboard=true]:before:size-4 data-[keyboard=true]:before:-translate-1/2 data-[keyboard=true]:before:bg-[linear-gradient(#fff,#fff),linear-gradient(#fff,#fff)] data-[keyboard=true]:before:bg-[length:2px_100%,100%_2px] data-[keyboard=true]:before:bg-center data-[keyboard=true]:before:bg-no-repeat data-[keyboard=true]:before:drop-shadow-[0_0_1px_#000]',
          held && 'bg-focus/40',
        )}
      />
      <ShapeHandles
        points={shape.shape.points}
        closed={shape.shape.closed}
        control={control}
        onChange={(points) => shape.setShape({ ...shape.shape, points })}
        onClose={shape.finish}
      />
    </div>
  )
}
