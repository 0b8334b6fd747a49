import { imageProcessorConfig } from '../models/configs'
import { openFolder } from '../models/open-folder'
import type { OpenOptions } from '../onnx/open-session'
import { orRelease } from '../vision/or-release'
import { openSamDecoder, type SamDecoder } from './sam-decoder'
import { openSamEncoder, type SamEncoder } from './sam-encoder'
import { samFiles } from './sam-files'

export interface SamModel {
  readonly encoder: SamEncoder
  /** The one that can do most: it takes boxes where the repository has such a one. */
  readonly decoder: SamDecoder
  readonly files: readonly string[]
  release(): Promise<void>
}

/** SAM's image encoder and every decoder of a folder, those that take boxes first. */
export const openSamParts = async (
  folder: string,
  options: OpenOptions = {},
): Promise<{ readonly encoder: SamEncoder; readonly decoders: readonly SamDecoder[] }> => {
  const opened = await openFolder(folder)
  const files = samFiles(opened)
  const processor = opened.has('preprocessor_config.json')
    ? await opened.readJson('preprocessor_config.json', imageProcessorConfig)
    : null
  const encoder = await openSamEncoder(files.encoder, processor, options)
  const opening = files.decoders.map((file) => openSamDecoder(file, options))
  const decoders = (await Promise.allSettled(opening)).flatMap((done) =>
    done.status === 'fulfilled' ? [done.value] : [],
  )
  // A refused decoder is not passed over: it may be the one that was meant to take boxes.
  await orRelease([encoder, ...decoders], () => Promise.all(opening))
  const byAbility = (a: SamDecoder, b: SamDecoder) => a.contract.localeCompare(b.contract)
  return { encoder, decoders: decoders.sort(byAbility) }
}

/** Opens a SAM of the hub. Errors: `not-found`, `bad-input`, `unsupported`, naming the file and the tensor. */
export const openSamModel = async (folder: string, options: OpenOptions = {}): Promise<SamModel> => {
  const { encoder, decoders } = await openSamParts(folder, options)
  const [decoder, ...others] = decoders as [SamDecoder, ...SamDecoder[]]
  await Promise.all(others.map((other) => other.release()))
  return {
    encoder,
    decoder,
    files: [encoder.file, decoder.file],
    release: async () => {
      await Promise.all([encoder.release(), decoder.release()])
    },
  }
}
