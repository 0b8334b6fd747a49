import type { EditOrder, MadePair } from '@/lib/engines/device-calls'
import type { EditedCandidate, RegionMasks } from '@/lib/engines/editor/editor'
import type { Encoder, EncoderScores } from '@/lib/engines/encoder/encoder'
import { decodeMask, decodeRaster } from '@/lib/imaging/codec'
import type { Mask, Raster } from '@/lib/imaging/raster'
import type { DeviceTask } from '@/lib/platform/devices/serve-device'
import { runInThread } from '@/lib/platform/threads/run-in-thread'
import type { FinishedPair, PairToFinish } from '../threads/pairs'
import { withEditor, withEncoder } from './models'

/** Pairs that are compared and encoded while the next ones are made; what bounds the memory of a record. */
const pairsBehind = 6

const noScores: EncoderScores = {
  clipSimSource: null,
  clipSimTarget: null,
  clipSimDir: null,
  clipSimImage: null,
  dinov2Sim: null,
}

const decodeRegion = async (region: EditOrder['region']): Promise<RegionMasks | null> => {
  if (!region) return null
  const read = (name: keyof RegionMasks): Promise<Mask> =>
    decodeMask(Buffer.from(region[name]), `region.${name}`)
  const [fine, contour, box, soft] = await Promise.all([
    read('fine'),
    read('contour'),
    read('box'),
    read('soft'),
  ])
  return { fine, contour, box, soft }
}

/** Compares and encodes a pair in a thread, beside the model calls of those that follow. */
const finish = async (
  { draw, operation, source, edited, mask }: EditedCandidate,
  anchor: Raster,
  cosines: Promise<EncoderScores>,
): Promise<MadePair> => {
  const pair: PairToFinish = { source: source ?? anchor, edited, mask, keepSource: source !== null }
  const finished = runInThread<FinishedPair>('pairs', 'finishPair', pair)
  const [{ scores, ...pictures }, seen] = await Promise.all([finished, cosines])
  return { draw, operation, ...pictures, scores: { ...scores, ...seen } }
}

/**
 * Makes one record's candidates and hands them out in the order of their draws: the models make a batch while a thread
 * encodes the last one.
 */
export const edit = async (
  order: EditOrder,
  task: DeviceTask<MadePair>,
): Promise<{ readonly made: number }> => {
  const { models, text, mode, draws, score } = order
  const [anchor, region] = await Promise.all([
    decodeRaster(Buffer.from(order.anchor), { field: 'anchor' }),
    decodeRegion(order.region),
  ])

  const make = (encoder: Encoder | null) =>
    withEditor(models, async (editor) => {
      let made = 0
      // Handed out in order, each as soon as it is ready; `behind` ends when the last one is.
      let behind = Promise.resolve()
      const under: Promise<void>[] = []
      const handOut = (finished: Promise<MadePair>) => {
        finished.catch(() => {}) // heard when its place in the order comes
        behind = behind.then(async () => {
          const pair = await finished
          if (task.enough()) return
          await task.emit(pair)
          made += 1
        })
        behind.catch(() => {}) // heard at the end, or when there is no room
        under.push(behind)
      }
      const cosinesOf = async ({ source, edited }: EditedCandidate): Promise<EncoderScores> => {
        if (!encoder) return noScores
        const { sourceCaption, targetCaption } = text
        const pair = { source: source ?? anchor, edited, sourceCaption, targetCaption }
        return task.turn(() => encoder.scorePair(pair, task.signal))
      }
      const control = { signal: task.signal, onProgress: task.progress, turn: task.turn }
      try {
        for await (const candidate of editor.edit({ text, mode, anchor, region, draws }, control)) {
          if (task.enough()) break
          const cosines = cosinesOf(candidate)
          handOut(finish(candidate, anchor, cosines))
          // The next batch is made after it: nobody waits for the models of both at once.
          await cosines
          if (under.length >= pairsBehind) await under.shift()
        }
        await behind
        return { made }
      } finally {
        await Promise.allSettled([...under, behind])
      }
    })

  return score ? withEncoder(models, make) : make(null)
}
