import { bundleFile } from '@/lib/platform/bundles'
import { type Device, openDevice } from './device'
import type { DeviceCall } from './protocol'

const devices = new Map<string, Pick<Device<never>, 'close'>>()

/**
 * The process's one door to a device (`cpu`, `cuda:0`, …), opened with the first request to it. `Calls` are those that
 * workers/device.ts serves:
 *
 *     const device = deviceNamed<DeviceCalls>('cpu')
 *     await surviveCrash(
 *       ({ alone }) => device.call('edit', order, { alone, lane: 'batch', signal, onPart: keep }),
 *       () => markRecord(),
 *     )
 */
export const deviceNamed = <Calls extends Record<keyof Calls, DeviceCall>>(name: string): Device<Calls> => {
  // All devices run the same program, so whoever asks first names the same calls.
  const known = devices.get(name) as Device<Calls> | undefined
  const open = known ?? openDevice<Calls>({ name, program: bundleFile('device.mjs') })
  devices.set(name, open)
  return open
}

/** Closes all devices; the worker calls it after its last job and before the database goes. */
export const closeDevices = async (): Promise<void> => {
  const open = [...devices.values()]
  devices.clear()
  await Promise.allSettled(open.map((device) => device.close()))
}
