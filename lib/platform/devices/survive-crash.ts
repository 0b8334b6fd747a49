import { ExemplarError } from '@/lib/platform/errors'
import { crashedAlone, isDeviceCrash } from './device-crash'

const crashesAlone = 2

/**
 * Sends a request again that was in the device when its process crashed: alone from then on, so that one poisoned
 * record does not take others with it. Two crashes alone prove it guilty, and end it as `refused`.
 *
 * @param send sends the request; `alone` belongs into its options.
 * @param onCrash marks the record, before each further try.
 */
export const surviveCrash = async <Out>(
  send: (options: { readonly alone: boolean }) => Promise<Out>,
  onCrash: (crash: ExemplarError) => Promise<void> | void = () => {},
): Promise<Out> => {
  for (let guilty = 0, alone = false; ; alone = true) {
    try {
      return await send({ alone })
    } catch (error) {
      if (!isDeviceCrash(error)) throw error
      if (crashedAlone(error)) guilty += 1
      await onCrash(error)
      if (guilty < crashesAlone) continue
      throw new ExemplarError(
        'refused',
        `${error.message} It did so ${crashesAlone} times with this record alone.`,
        {
          fix: 'Look at the record’s picture and masks, or give it fewer candidates at a time.',
          cause: error,
        },
      )
    }
  }
}
