import path from 'node:path'
import { type Device, openDevice } from './device'
import type { DeviceCall } from './protocol'

/**
 * Its bundle lies in dist; this module itself runs from a bundle in dist, or from its source in tests. Asked only when
 * a device is opened: the web process, whose bundler knows no `import.meta.dirname`, loads this module too.
 */
const program = () =>
  path.basename(import.meta.dirname) === 'dist'
    ? path.join(import.meta.dirname, 'device.mjs')
    : path.resolve(import.meta.dirname, '../../../dist/device.mjs')

// biome-ignore lint/suspicious/noExplicitAny: each caller names the calls of the one program that all devices run.
const devices = new Map<string, Device<any>>()

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
  const open = devices.get(name) ?? openDevice<Calls>({ name, program: program() })
  devices.set(name, open)
  return open
}

/** Closes all devices; the worker calls it after its last job and before the database goes. */
export const closeDevices = async (): Promise<void> => {
  const open = [...devices.values()]
  devices.clear()
  await Promise.allSettled(open.map((device) => device.close()))
}
