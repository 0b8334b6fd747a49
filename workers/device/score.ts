import type { ScoreOrder } from '@/lib/engines/device-calls'
import type { EncoderScores } from '@/lib/engines/encoder/encoder'
import { decodeRaster } from '@/lib/imaging/codec'
import type { DeviceTask } from '@/lib/platform/devices/serve-device'
import { withEncoder } from './models'

/** Pairs in one turn on the device. */
const together = 8

/** Scores pairs that are there already, whatever made them. */
export const score = async (
  { models, pairs }: ScoreOrder,
  task: DeviceTask<never>,
): Promise<EncoderScores[]> =>
  withEncoder(models, async (encoder) => {
    const scores: EncoderScores[] = []
    for (let from = 0; from < pairs.length; from += together) {
      const some = await Promise.all(
        pairs.slice(from, from + together).map(async ({ source, edited, ...captions }) => ({
          source: await decodeRaster(Buffer.from(source), { field: 'source' }),
          edited: await decodeRaster(Buffer.from(edited), { field: 'edited' }),
          ...captions,
        })),
      )
      scores.push(...(await task.turn(() => encoder.scorePairs(some, task.signal))))
      task.progress(scores.length / pairs.length)
    }
    return scores
  })
