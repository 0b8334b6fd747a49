import path from 'node:path'
import { z } from 'zod'
import { decodeRaster } from '@/lib/imaging/codec'
import { defaultFrame } from '@/lib/imaging/frame'
import { resampleWindow } from '@/lib/imaging/resample'
import type { Topic } from '../topic'

const cases = z.array(z.object({ photo: z.string(), target_size: z.int(), output: z.string() }))

/** JPEG decoders differ by a level or two. */
const meanTolerance = 1.5
const farLevels = 8
const farTolerance = 0.005

/** UltraEdit's `load_image`: the anchor that every edit starts from. */
export const preprocessTopic: Topic = {
  name: 'preprocess',
  cases: async (folder) => {
    const listed = await folder.json('cases.json', cases)
    return listed.map(({ photo, target_size, output }) => ({
      name: output,
      check: async (comparison) => {
        const picture = await decodeRaster(folder.path(path.join('..', '..', photo)), { profile: 'ignore' })
        const frame = defaultFrame(picture.width, picture.height, target_size)
        const anchor = resampleWindow(picture, {
          from: picture,
          to: { width: frame.scaledWidth, height: frame.scaledHeight },
          window: { x: frame.left, y: frame.top, width: frame.size, height: frame.size },
        })
        const wanted = await folder.raster(output)
        comparison.same('size', [anchor.width, anchor.height], [wanted.width, wanted.height])
        let sum = 0
        let far = 0
        for (let i = 0; i < wanted.data.length; i++) {
          const off = Math.abs((wanted.data[i] ?? 0) - (anchor.data[i] ?? 0))
          sum += off
          if (off > farLevels) far++
        }
        comparison.within('mean difference in grey levels', sum / wanted.data.length, meanTolerance)
        comparison.within('share of samples far off', far / wanted.data.length, farTolerance)
      },
    }))
  },
}
