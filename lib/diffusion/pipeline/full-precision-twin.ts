import path from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import type { DiffusionFolder } from '../models/open-diffusion-folder'
import { type OnnxModel, type OpenOptions, openModel } from '../onnx/open-session'
import type { Tensor } from '../onnx/tensors'
import { allFinite } from './picture'

const isHalf = (model: OnnxModel): boolean =>
  [...model.inputs.values(), ...model.outputs.values()].some(({ type }) => type === 'float16')

/** Files of the same graph in float32 beside this one. */
const twinsOf = (folder: DiffusionFolder, file: string): string[] => {
  const dir = path.dirname(file)
  return ['model.onnx', 'model_fp32.onnx']
    .map((name) => path.join(dir, name))
    .filter(
      (twin) =>
        twin !== file && folder.folder.has(path.relative(folder.root, twin).replaceAll(path.sep, '/')),
    )
}

/**
 * A model whose float32 twin takes over a call that overflowed: SDXL's autoencoder is known to leave float16's range.
 * Every call tries the model first, so that no result depends on the calls before it.
 */
export class TwinModel {
  private twin: Promise<OnnxModel> | undefined

  constructor(
    private readonly model: OnnxModel,
    private readonly twins: readonly string[],
    private readonly options: OpenOptions,
  ) {}

  get file(): string {
    return this.model.file
  }

  /** Of both. */
  sessionMs = 0

  /** @throws ExemplarError `unsupported` with the reason where the values are no numbers and there is no way on. */
  async run(call: (model: OnnxModel) => Promise<Tensor>): Promise<Tensor> {
    const result = await this.time(this.model, call)
    if (allFinite(result.data)) return result
    const twin = await this.openTwin()
    if (twin) {
      const again = await this.time(twin, call)
      if (allFinite(again.data)) return again
    }
    throw new ExemplarError(
      'unsupported',
      `${this.file} gave values that are no numbers. ${this.reason(twin)}`,
      {
        field: path.basename(path.dirname(this.file)),
        fix: 'Put the float32 file beside it (model.onnx), or use an autoencoder that was corrected for float16.',
      },
    )
  }

  async release(): Promise<void> {
    const twin = await this.twin?.catch(() => null)
    await Promise.all([this.model.release(), twin?.release()])
  }

  private async time(model: OnnxModel, call: (model: OnnxModel) => Promise<Tensor>): Promise<Tensor> {
    const before = model.sessionMs
    const result = await call(model)
    this.sessionMs += model.sessionMs - before
    return result
  }

  private async openTwin(): Promise<OnnxModel | null> {
    const [file] = this.twins
    if (file === undefined) return null
    this.twin ??= openModel(file, this.options)
    return this.twin
  }

  private reason(twin: OnnxModel | null): string {
    if (twin) return `So did ${twin.file}.`
    return isHalf(this.model)
      ? 'It works in float16, whose range ends at 65504, and there is no float32 file to go on with.'
      : 'It works in float32 already, so the file or its input is damaged.'
  }
}

export const openWithTwin = async (
  folder: DiffusionFolder,
  file: string,
  options: OpenOptions,
): Promise<TwinModel> => new TwinModel(await openModel(file, options), twinsOf(folder, file), options)
