import { z } from 'zod'
import { openDiffusionFolder } from '../../models/open-diffusion-folder'
import { SdxlText } from '../../text/sdxl-text'
import { timeIds } from '../../text/time-ids'
import type { CaseFolder } from '../case-folder'
import type { Topic, VerifyCase } from '../topic'

/** The text half of the role's model. */
export const openText = (folder: CaseFolder): Promise<SdxlText> =>
  folder.keep('text', async () => SdxlText.open(await openDiffusionFolder(folder.model('sdxl'))))

/** One row of an array whose first dimension is rows. */
export const rowOf = <T extends Float32Array | Int32Array | Uint8Array>(
  { dims, data }: { readonly dims: readonly number[]; readonly data: T },
  row: number,
): T => {
  const size = data.length / (dims[0] ?? 1)
  return data.subarray(row * size, (row + 1) * size) as T
}

export const textEncodeTopic: Topic = {
  name: 'text_encode',
  cases: async (folder) => {
    const prompts = await folder.json('prompts.json', z.array(z.string()))
    const encoded = prompts.map(
      (prompt, row): VerifyCase => ({
        name: `${row}: ${prompt.slice(0, 40) || '(empty)'}`,
        check: async (comparison) => {
          const text = await openText(folder)
          const [ids, ids2] = text.ids(prompt)
          comparison.same('ids', ids, rowOf(await folder.array('input_ids.npy'), row))
          comparison.same('ids of the second', ids2, rowOf(await folder.array('input_ids_2.npy'), row))
          const { embeds, pooled } = await text.encode(prompt)
          for (const [file, actual] of [
            ['prompt_embeds.npy', embeds],
            ['pooled_prompt_embeds.npy', pooled],
          ] as const)
            comparison.close(file, actual, rowOf(await folder.tensor(file), row), {
              atol: folder.atol(file, 1e-4),
            })
        },
      }),
    )
    const sizes = folder.files.flatMap((file): VerifyCase[] => {
      const [, width, height] = /^time_ids_w(\d+)_h(\d+)\.npy$/.exec(file) ?? []
      if (!width || !height) return []
      return [
        {
          name: `time ids of ${width}×${height}`,
          check: async (comparison) =>
            comparison.close(
              'time ids',
              timeIds(Number(width), Number(height)),
              (await folder.tensor(file)).data,
              {
                atol: 0,
              },
            ),
        },
      ]
    })
    return [...encoded, ...sizes]
  },
}
