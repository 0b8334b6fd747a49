import type { Point } from '@/lib/imaging/frame'
import type { Rect } from '@/lib/imaging/raster'
import { Layer } from '../compare/layer'
import { Outline, thin } from '../region/outline-layer'
import type { SegmentHint } from './studio-contract'
import type { OpenShape } from './use-shape'

interface StudioShapesProps {
  width: number
  height: number
  box: Rect | null
  shape: OpenShape
  /** What is being drawn this moment. */
  path: readonly Point[]
  hints: SegmentHint
}

const lineOf = (points: readonly Point[]) => `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`

/** A path of no length with round ends is a dot that keeps its size at every zoom. */
const markOf = (points: readonly Point[]) =>
  points.length > 1 ? lineOf(points) : `M${points[0]?.x ?? 0} ${points[0]?.y ?? 0}h0`

/** What is drawn and isn't marked yet, over the mask: a box, an open shape, hints for the segmenter. */
export function StudioShapes({ width, height, box, shape, path, hints }: StudioShapesProps) {
  const boxes = [box, hints.box].filter((one) => one !== null && one !== undefined)
  return (
    <Layer width={width} height={height}>
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${height}`}
        className="pointer-events-none block size-full overflow-visible"
      >
        {boxes.map((one) => (
          <Outline
            key={`${one.x} ${one.y} ${one.width}`}
            d={`M${one.x} ${one.y}h${one.width}v${one.height}h${-one.width}z`}
            dashed
          />
        ))}
        {path.length > 1 && <Outline d={lineOf(path)} dashed />}
        {shape.points.length > 1 && (
          <Outline d={`${lineOf(shape.points)}${shape.closed ? 'z' : ''}`} dashed />
        )}
        {hints.strokes.map(({ points, mode }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hints are only ever added
          <Hint key={index} d={markOf(points)} isOff={mode === 'erase'} />
        ))}
      </svg>
    </Layer>
  )
}

/** White on what is meant, black on what isn't: seen on any picture. */
function Hint({ d, isOff }: { d: string; isOff: boolean }) {
  const [inner, rim] = isOff ? ['#000', '#fff'] : ['#fff', '#000']
  const shared = { d, fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const
  return (
    <>
      <path {...shared} stroke={rim} style={{ strokeWidth: thin(9), strokeOpacity: 0.7 }} />
      <path {...shared} stroke={inner} style={{ strokeWidth: thin(5) }} />
    </>
  )
}
