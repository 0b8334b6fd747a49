import { z } from 'zod'
import type { Tensor } from '../onnx/tensors'
import type { CaseFolder } from './case-folder'

const manifest = z.looseObject({
  files: z.record(z.string(), z.looseObject({ meaning: z.string().optional() })),
})

/** Cuts what was computed down to what the reference kept of it. */
export type Sampler = (file: string, whole: Tensor, kept: readonly number[]) => Tensor

/**
 * Large arrays are kept as every n-th row and column; n stands in the words of the manifest (“every 16th row/column”),
 * and follows from the sizes where it does not.
 */
export const openSampler = async (folder: CaseFolder): Promise<Sampler> => {
  const { files } = await folder.json('manifest.json', manifest)
  return (file, { dims, data }, kept) => {
    const said = /every (\d+)(?:st|nd|rd|th)/i.exec(files[file]?.meaning ?? '')?.[1]
    const [height = 1, width = 1] = dims.slice(-2)
    const [rows = 1, columns = 1] = kept.slice(-2)
    const down = said ? Number(said) : Math.ceil(height / rows)
    const across = said ? Number(said) : Math.ceil(width / columns)
    const count = kept.reduce((product, size) => product * size, 1)
    const values = Float32Array.from({ length: count }, (_, i) => {
      const [plane, y, x] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns]
      return data[(plane * height + y * down) * width + x * across] ?? Number.NaN
    })
    // As many rows as there are at that step: fewer or more would be another array.
    const found = [...kept.slice(0, -2), Math.ceil(height / down), Math.ceil(width / across)]
    return { dims: found, data: values }
  }
}
