import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { type TinyOptions, type TinyWeights, writeTinyUnet } from './tiny-unet'

/** A folder of its own that goes with the test. */
export const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'exemplar-models-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Writes the tiny UNet as `model.onnx` (and its weights' file), and returns its path. */
export const putTinyUnet = async (
  folder: string,
  weights: TinyWeights,
  options: TinyOptions = {},
): Promise<string> => {
  const { model, weights: external } = writeTinyUnet(weights, options)
  const file = path.join(folder, 'model.onnx')
  await writeFile(file, model)
  if (options.external !== undefined) await writeFile(path.join(folder, options.external), external)
  return file
}
