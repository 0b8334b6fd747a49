import { cutOut } from '@/lib/engines/segmenter/cut-out'
import { maskBounds } from '@/lib/imaging/masks/box-mask'
import { createRaster, type Raster, type Rect } from '@/lib/imaging/raster'
import type { SegmentFound, SegmentHint } from '../studio-contract'
import { fetchBitmap } from './load-mask'
import { loadOpenCv } from './load-opencv'

// GrabCut beside the page: it takes a tenth of a second and more, and OpenCV's glue has to evaluate code.

export type ToSegmenter =
  | { readonly type: 'open'; readonly url: string }
  | { readonly type: 'segment'; readonly id: number; readonly hint: SegmentHint }

export type FromSegmenter =
  | { readonly type: 'ready' }
  | { readonly type: 'found'; readonly id: number; readonly found: SegmentFound }
  | { readonly type: 'nothing'; readonly id: number }
  | { readonly type: 'failure'; readonly id: number | null }

const engine = 'segmenter/grabcut'
/** The same click gives the same mask. */
const seed = 1

const scope = self as unknown as {
  postMessage(message: FromSegmenter, transfer?: Transferable[]): void
  onmessage: ((event: MessageEvent<ToSegmenter>) => void) | null
}

let picture: Promise<ImageBitmap> | null = null

scope.onmessage = ({ data }) => {
  if (data.type === 'open') void open(data.url)
  else void find(data.id, data.hint)
}

const open = async (url: string) => {
  picture = fetchBitmap(url)
  try {
    await Promise.all([picture, loadOpenCv()])
    scope.postMessage({ type: 'ready' })
  } catch {
    scope.postMessage({ type: 'failure', id: null })
  }
}

const find = async (id: number, hint: SegmentHint) => {
  try {
    const [bitmap, { cv }] = await Promise.all([picture, loadOpenCv()])
    if (!bitmap) throw new Error('no picture')
    const window = windowOf(hint, bitmap)
    const moved = {
      kind: 'scribble' as const,
      strokes: hint.strokes.map((stroke) => ({
        ...stroke,
        points: stroke.points.map(({ x, y }) => ({ x: x - window.x, y: y - window.y })),
      })),
      ...(hint.box && { box: { ...hint.box, x: hint.box.x - window.x, y: hint.box.y - window.y } }),
    }
    const { mask } = cutOut(cv, readWindow(bitmap, window), moved, seed)
    const bounds = maskBounds(mask)
    if (!bounds) {
      scope.postMessage({ type: 'nothing', id })
      return
    }
    const data = new Uint8Array(bounds.width * bounds.height)
    for (let y = 0; y < bounds.height; y++) {
      const from = (bounds.y + y) * mask.width + bounds.x
      data.set(mask.data.subarray(from, from + bounds.width), y * bounds.width)
    }
    const at = { x: window.x + bounds.x, y: window.y + bounds.y }
    const found = { engine, at, width: bounds.width, height: bounds.height, data }
    scope.postMessage({ type: 'found', id, found }, [data.buffer])
  } catch (error) {
    const refused = error instanceof Error && 'code' in error
    scope.postMessage(refused ? { type: 'nothing', id } : { type: 'failure', id })
  }
}

/** All that the segmenter may look at: the hint's bounds and its reach, with some to spare. */
const windowOf = ({ strokes, box }: SegmentHint, picture: { width: number; height: number }): Rect => {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  const take = (x: number, y: number, radius: number) => {
    x0 = Math.min(x0, x - radius)
    y0 = Math.min(y0, y - radius)
    x1 = Math.max(x1, x + radius)
    y1 = Math.max(y1, y + radius)
  }
  for (const { points, radius } of strokes) for (const { x, y } of points) take(x, y, radius)
  if (box) {
    take(box.x, box.y, 0)
    take(box.x + box.width, box.y + box.height, 0)
  }
  const reach = Math.max(48, Math.max(x1 - x0, y1 - y0)) + 4
  const x = Math.max(0, Math.floor(x0 - reach))
  const y = Math.max(0, Math.floor(y0 - reach))
  const width = Math.min(picture.width, Math.ceil(x1 + reach)) - x
  const height = Math.min(picture.height, Math.ceil(y1 + reach)) - y
  return { x, y, width: Math.max(1, width), height: Math.max(1, height) }
}

const readWindow = (bitmap: ImageBitmap, { x, y, width, height }: Rect): Raster => {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser gives no 2D canvas.')
  context.drawImage(bitmap, x, y, width, height, 0, 0, width, height)
  const rgba = context.getImageData(0, 0, width, height).data
  const raster = createRaster(width, height)
  for (let i = 0; i < width * height; i++) {
    raster.data[3 * i] = rgba[4 * i] ?? 0
    raster.data[3 * i + 1] = rgba[4 * i + 1] ?? 0
    raster.data[3 * i + 2] = rgba[4 * i + 2] ?? 0
  }
  return raster
}
