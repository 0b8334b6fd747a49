import type { Rect } from '@/lib/imaging/raster'
import { Outline, thin } from './outline-layer'
import type { XY } from './region-shape'

interface DraftShapesProps {
  box: Rect | null
  polygon: readonly XY[]
  foreground: readonly (readonly XY[])[]
  background: readonly (readonly XY[])[]
}

const path = (points: readonly XY[]) => `M${points.map((point) => point.join(' ')).join('L')}`

/** A path of no length with round ends is a dot that keeps its size at every zoom. */
const dot = ([x, y]: XY) => `M${x} ${y}h0`

/** What is being drawn and isn't a region yet: the box with its corners, an open polygon, the strokes. */
export function DraftShapes({ box, polygon, foreground, background }: DraftShapesProps) {
  return (
    <>
      {box && (
        <>
          <Outline d={`M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}z`} />
          {[box.x, box.x + box.width].flatMap((x) =>
            [box.y, box.y + box.height].map((y) => <Dot key={`${x},${y}`} at={[x, y]} />),
          )}
        </>
      )}
      {polygon.length > 0 && (
        <>
          <Outline d={path(polygon)} dashed />
          {polygon.map((point) => (
            <Dot key={point.join()} at={point} />
          ))}
        </>
      )}
      {foreground.map((points) => (
        <Stroke key={path(points)} points={points} colour="#fff" edge="#000" />
      ))}
      {background.map((points) => (
        <Stroke key={path(points)} points={points} colour="#000" edge="#fff" />
      ))}
    </>
  )
}

const shared = {
  fill: 'none',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const

function Dot({ at }: { at: XY }) {
  return (
    <>
      <path {...shared} d={dot(at)} stroke="var(--color-focus)" style={{ strokeWidth: thin(11) }} />
      <path {...shared} d={dot(at)} stroke="#fff" style={{ strokeWidth: thin(7) }} />
    </>
  )
}

function Stroke({ points, colour, edge }: { points: readonly XY[]; colour: string; edge: string }) {
  const d = points.length > 1 ? path(points) : dot(points[0] ?? [0, 0])
  return (
    <>
      <path {...shared} d={d} stroke={edge} style={{ strokeWidth: thin(8), strokeOpacity: 0.6 }} />
      <path {...shared} d={d} stroke={colour} style={{ strokeWidth: thin(5) }} />
    </>
  )
}
