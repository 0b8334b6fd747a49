import type { DeviceCalls, DeviceEngines, DeviceModels } from '@/lib/engines/device-calls'
import { findModels } from '@/lib/engines/find-models'
import type { Device } from '@/lib/platform/devices/device'
import { closeDevices, deviceNamed } from '@/lib/platform/devices/run-on-device'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'

interface LocalDevice {
  readonly device: Device<DeviceCalls>
  readonly models: DeviceModels
  /** What the folders hold; recorded with every row that they make. */
  readonly engines: DeviceEngines
}

let local: LocalDevice | null = null

/** Gives this process a device that computes the models of a folder, and says what they are. For workers. */
export const startDevice = async (folder: string): Promise<DeviceEngines> => {
  const { EXEMPLAR_PROVIDER: provider, EXEMPLAR_MODEL_THREADS: threads } = env()
  const models: DeviceModels = { provider, ...(threads && { threads }), ...(await findModels(folder)) }
  const device = deviceNamed<DeviceCalls>(models.provider)
  // A process that cannot be used would keep its parent from ending.
  const engines = await device.call('identify', models).catch(async (error: unknown) => {
    await closeDevices()
    throw error
  })
  local = { device, models, engines }
  return engines
}

/** This worker's device. Jobs of the queue `device` come only to workers that have one. */
export const localDevice = (): LocalDevice => {
  if (local) return local
  throw new ExemplarError('unavailable', 'This worker has no models.', {
    fix: 'Set EXEMPLAR_MODELS to the folder of the models, and start it again.',
  })
}
