import type { Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import type { DiffusionFolder } from '../models/open-diffusion-folder'
import type { OnnxModel, OpenOptions } from '../onnx/open-session'
import type { Tensor } from '../onnx/tensors'
import { openWithTwin, type TwinModel } from './full-precision-twin'
import { toNetwork } from './picture'

/** What the encoder says of a picture: the latents' mean and standard deviation, [C, h, w] each. */
interface Posterior {
  readonly mean: Float32Array
  /** Null where the graph samples by itself: its latents are then taken as they are. */
  readonly deviation: Float32Array | null
}

const only = (names: Iterable<string>, file: string, what: string): string => {
  const [name, second] = names
  if (name !== undefined && second === undefined) return name
  throw new ExemplarError('unsupported', `${file} must have one ${what}.`, { field: file })
}

/** SDXL's autoencoder: pictures to latents and back. One picture a call, so that none depends on those beside it. */
export class Autoencoder {
  /** Pixels of a side per latent. */
  readonly scale: number
  readonly channels: number
  private readonly factor: number
  private readonly shift: number
  // By the picture itself: the candidates of one record share their anchor, which goes when the record is done.
  private readonly posteriors = new WeakMap<Raster, Promise<Posterior>>()

  private constructor(
    private readonly encoder: TwinModel,
    private readonly decoder: TwinModel,
    { vae: { config } }: DiffusionFolder,
  ) {
    this.scale = 2 ** ((config.block_out_channels?.length ?? 4) - 1)
    this.channels = config.latent_channels
    this.factor = config.scaling_factor
    this.shift = config.shift_factor ?? 0
  }

  static async open(folder: DiffusionFolder, options: OpenOptions = {}): Promise<Autoencoder> {
    const encoder = await openWithTwin(folder, folder.vae.encoder, options)
    try {
      return new Autoencoder(encoder, await openWithTwin(folder, folder.vae.decoder, options), folder)
    } catch (error) {
      await encoder.release()
      throw error
    }
  }

  get sessionMs(): number {
    return this.encoder.sessionMs + this.decoder.sessionMs
  }

  /** Latents of a picture, scaled as the UNet expects them, written to `into` [C, h, w]. */
  async encode(picture: Raster, noise: Float32Array, into: Float32Array): Promise<void> {
    const { mean, deviation } = await this.posterior(picture)
    const { factor, shift } = this
    if (mean.length !== into.length)
      throw new ExemplarError(
        'unsupported',
        `The autoencoder made ${mean.length} values of a picture of ${picture.width}×${picture.height}, not ${into.length}.`,
        { field: 'vae_encoder' },
      )
    for (let i = 0; i < into.length; i++)
      into[i] = ((mean[i] as number) + (deviation?.[i] ?? 0) * (noise[i] as number) - shift) * factor
  }

  /** [C, h, w] → [1, 3, H, W] in about −1…1. */
  async decode(latents: Float32Array, width: number, height: number): Promise<Tensor> {
    const { channels, factor, shift } = this
    const data = latents.map((value) => value / factor + shift)
    return this.decoder.run((model) => {
      const [input, output] = [only(model.inputs.keys(), model.file, 'input'), firstOf(model.outputs.keys())]
      const feeds = { [input]: { dims: [1, channels, height, width], data } }
      return take(model, feeds, output)
    })
  }

  async release(): Promise<void> {
    await Promise.all([this.encoder.release(), this.decoder.release()])
  }

  private posterior(picture: Raster): Promise<Posterior> {
    const known = this.posteriors.get(picture)
    if (known) return known
    const found = this.encodePicture(picture)
    this.posteriors.set(picture, found)
    found.catch(() => this.posteriors.delete(picture))
    return found
  }

  private async encodePicture(picture: Raster): Promise<Posterior> {
    const network = toNetwork(picture)
    const { dims, data } = await this.encoder.run((model) =>
      take(
        model,
        { [only(model.inputs.keys(), model.file, 'input')]: network },
        firstOf(model.outputs.keys()),
      ),
    )
    const { channels } = this
    if (dims[1] === channels) return { mean: data, deviation: null }
    if (dims[1] !== 2 * channels)
      throw new ExemplarError(
        'unsupported',
        `${this.encoder.file} gives ${dims[1]} channels; expected ${channels} of latents or ${2 * channels} of means and log-variances.`,
        { field: 'vae_encoder' },
      )
    const half = data.length / 2
    return {
      mean: data.subarray(0, half),
      deviation: data.subarray(half).map((value) => Math.exp(0.5 * Math.min(Math.max(value, -30), 20))),
    }
  }
}

const firstOf = (names: Iterable<string>): string => {
  const [name = ''] = names
  return name
}

const take = async (
  model: OnnxModel,
  feeds: Readonly<Record<string, Tensor>>,
  output: string,
): Promise<Tensor> => {
  const { [output]: result } = await model.run(feeds, [output])
  if (!result) throw new Error(`${model.file} left its output out`)
  return result
}
