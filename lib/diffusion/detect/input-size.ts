import type { ImageProcessorConfig } from '../models/configs'
import type { TensorSpec } from '../onnx/open-session'

interface Size {
  readonly width: number
  readonly height: number
}

/** DETR's published size: short side 800, long side at most 1333. */
const published = { shortest_edge: 800, longest_edge: 1333 }

/**
 * The size to which a picture is resized: the one that the session is fixed to, which bends it; else the one of
 * preprocessor_config.json, which may keep its proportions (transformers' `get_size_with_aspect_ratio`).
 */
export const detectorInputSize = (
  { dims }: TensorSpec,
  processor: ImageProcessorConfig | null,
  picture: Size,
): Size => {
  const [, , height, width] = dims
  if (typeof height === 'number' && typeof width === 'number' && height > 0 && width > 0) {
    return { width, height }
  }
  const size = processor?.size ?? published
  if (typeof size === 'number') return bounded(picture, size, published.longest_edge)
  if ('height' in size) return { width: size.width, height: size.height }
  if ('shortest_edge' in size) return bounded(picture, size.shortest_edge, size.longest_edge)
  return bounded(picture, published.shortest_edge, size.longest_edge)
}

const bounded = ({ width, height }: Size, shortest: number, longest = Number.POSITIVE_INFINITY): Size => {
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  const limited = (long / short) * shortest > longest
  const raw = limited ? (longest * short) / long : shortest
  const side = Math.max(1, limited ? Math.round(raw) : shortest)
  const other = Math.max(1, Math.trunc((raw * long) / short))
  return width < height ? { width: side, height: other } : { width: other, height: side }
}
