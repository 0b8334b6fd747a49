import { access } from 'node:fs/promises'
import path from 'node:path'
import { openFolder, type Precision } from '../models/open-folder'

/**
 * The exported UNet of a folder: a pipeline's, with `unet/` in it, or the UNet's own.
 * Errors: `not-found` naming what was looked for.
 */
export const findUnet = async (folder: string, precision?: Precision): Promise<string> => {
  const inside = path.join(folder, 'unet')
  const isPipeline = await access(inside).then(
    () => true,
    () => false,
  )
  return (await openFolder(isPipeline ? inside : folder)).onnx([''], 'model', precision)
}
