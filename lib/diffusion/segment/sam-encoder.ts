import { createHash } from 'node:crypto'
import { type Affine, writePlanes } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import { resizeRaster } from '@/lib/imaging/resample'
import { ExemplarError } from '@/lib/platform/errors'
import type { ImageProcessorConfig } from '../models/configs'
import { type OnnxModel, type OpenOptions, openModel, type TensorSpec } from '../onnx/open-session'
import type { Tensor } from '../onnx/tensors'
import { imageNet, levelsOf } from '../vision/image-input'
import { orRelease } from '../vision/or-release'
import { RecentlyUsed } from '../vision/recently-used'
import { type SamFrame, samFrame } from './sam-frame'

const publishedSide = 1024

/** SAM's embedding of a picture takes 4 MB: room for the pictures of a page, and of a person going back and forth. */
const keptBytes = 128 * 1024 * 1024

/** A picture as the decoder wants it. */
export interface SamImage {
  readonly frame: SamFrame
  /** By the decoder's names: image_embeddings, and in exports by transformers image_positional_embeddings. */
  readonly embeddings: Readonly<Record<string, Tensor>>
}

export interface SamEncoder {
  readonly file: string
  /** Resized to the frame; one input tensor, without running anything. */
  prepare(picture: Raster): { readonly frame: SamFrame; readonly input: Tensor }
  /** Looks at a picture once; the same pixels again cost nothing while they are among the last few. */
  embed(picture: Raster): Promise<SamImage>
  readonly sessionMs: number
  release(): Promise<void>
}

/** Opens SAM's image encoder. Errors: `not-found`, `bad-input`, `unsupported`, naming the file and the tensor. */
export const openSamEncoder = async (
  file: string,
  processor: ImageProcessorConfig | null,
  options: OpenOptions = {},
): Promise<SamEncoder> => {
  const model = await openModel(file, options)
  return orRelease([model], () => new Encoder(model, processor))
}

/**
 * `planes`: [1, 3, side, side], normalised, zeros to the right and below. `pixels`: [height, width, 3] in 0–255, for
 * exports that normalise and pad themselves, such as MobileSAM's.
 */
type Layout = 'planes' | 'pixels'

const layoutOf = (file: string, input: TensorSpec | undefined): Layout => {
  if (input?.dims.length === 4 && (typeof input.dims[1] === 'string' || input.dims[1] === 3)) return 'planes'
  if (input?.dims.length === 3 && (typeof input.dims[2] === 'string' || input.dims[2] === 3)) return 'pixels'
  const found = input ? `${input.name} [${input.dims.join(', ')}]` : 'no input'
  throw new ExemplarError('unsupported', `${file} is no image encoder of SAM: it takes ${found}.`, {
    field: input?.name ?? 'pixel_values',
    fix: 'Expected is a picture as [1, 3, 1024, 1024], or as [height, width, 3].',
  })
}

class Encoder implements SamEncoder {
  private readonly input: TensorSpec
  private readonly layout: Layout
  private readonly side: number
  private readonly output: string
  private readonly levels: Affine
  private readonly kept = new RecentlyUsed<string, SamImage>(keptBytes, bytesOf)
  private readonly running = new Map<string, Promise<SamImage>>()
  private readonly digests = new WeakMap<Raster, string>()
  /** The same for every picture of SAM, so it is kept once. */
  private positions: Tensor | undefined

  constructor(
    private readonly model: OnnxModel,
    processor: ImageProcessorConfig | null,
  ) {
    const [input] = model.inputs.values()
    this.layout = layoutOf(model.file, input)
    this.input = input as TensorSpec
    this.output = model.outputs.has('image_embeddings') ? 'image_embeddings' : firstOutput(model)
    this.levels = levelsOf(processor, imageNet)
    const fixed = this.layout === 'planes' ? this.input.dims[2] : undefined
    this.side = typeof fixed === 'number' && fixed > 0 ? fixed : longestEdge(processor)
  }

  get file(): string {
    return this.model.file
  }

  get sessionMs(): number {
    return this.model.sessionMs
  }

  prepare(picture: Raster): { readonly frame: SamFrame; readonly input: Tensor } {
    const { side } = this
    const frame = samFrame(picture, side)
    const resized = resizeRaster(picture, frame.width, frame.height, 'bilinear')
    if (this.layout === 'pixels') {
      return { frame, input: { dims: [frame.height, frame.width, 3], data: Float32Array.from(resized.data) } }
    }
    const data = new Float32Array(3 * side * side)
    writePlanes(resized, { data, at: 0, width: side, height: side }, this.levels)
    return { frame, input: { dims: [1, 3, side, side], data } }
  }

  async embed(picture: Raster): Promise<SamImage> {
    const key = this.digestOf(picture)
    const known = this.kept.get(key) ?? this.running.get(key)
    if (known) return known
    const run = this.run(picture)
    this.running.set(key, run)
    try {
      const image = await run
      this.kept.set(key, image)
      return image
    } finally {
      this.running.delete(key)
    }
  }

  private async run(picture: Raster): Promise<SamImage> {
    const { frame, input } = this.prepare(picture)
    const found = await this.model.run({ [this.input.name]: input })
    const { [this.output]: embeddings, image_positional_embeddings: positions } = found
    if (!embeddings?.data.every(Number.isFinite)) {
      throw new ExemplarError('refused', `${this.file} gave an embedding that is not made of numbers.`, {
        field: this.file,
        fix: 'Use the float32 export of the model; half precision can overflow.',
      })
    }
    if (!positions) return { frame, embeddings: { image_embeddings: embeddings } }
    this.positions ??= positions
    const both = { image_embeddings: embeddings, image_positional_embeddings: this.positions }
    return { frame, embeddings: both }
  }

  private digestOf(picture: Raster): string {
    const known = this.digests.get(picture)
    if (known) return known
    const hash = createHash('sha256').update(`${picture.width} ${picture.height} `).update(picture.data)
    const digest = hash.digest('hex')
    this.digests.set(picture, digest)
    return digest
  }

  release(): Promise<void> {
    return this.model.release()
  }
}

/** Ports call it differently; all of them give it first. */
const firstOutput = ({ file, outputs }: OnnxModel): string => {
  const [first] = outputs.keys()
  if (first) return first
  throw new ExemplarError('unsupported', `${file} gives no tensor.`, { field: 'image_embeddings' })
}

const longestEdge = (processor: ImageProcessorConfig | null): number => {
  const size = processor?.size
  return typeof size === 'object' && 'longest_edge' in size && size.longest_edge
    ? size.longest_edge
    : publishedSide
}

const bytesOf = ({ embeddings }: SamImage): number =>
  Object.entries(embeddings).reduce(
    (sum, [name, { data }]) => sum + (name === 'image_positional_embeddings' ? 0 : data.byteLength),
    0,
  )
