import { ExemplarError } from '@/lib/platform/errors'

/**
 * The device's process ended in the middle of a request. `alone`: it held no other, so this one is to blame. `log` is
 * the last that it wrote.
 */
export const deviceCrash = (how: string, alone: boolean, log: string): ExemplarError =>
  new ExemplarError('unavailable', `The process of the device crashed: ${how}.`, {
    fix: 'Look at the worker’s log. Fewer candidates at a time need less memory.',
    detail: { deviceCrash: true, alone, log },
  })

export const isDeviceCrash = (error: unknown): error is ExemplarError =>
  error instanceof ExemplarError && error.detail?.deviceCrash === true

/** Whether the crashed request was the only one that the process held. */
export const crashedAlone = (error: ExemplarError): boolean => error.detail?.alone === true
