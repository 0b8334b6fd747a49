import type { DeviceCalls } from '@/lib/engines/device-calls'
import { serveDevice } from '@/lib/platform/devices/serve-device'
import { closeThreads } from '@/lib/platform/threads/run-in-thread'
import { edit } from './device/edit'
import { identify } from './device/identify'
import { shelf } from './device/models'
import { score } from './device/score'
import { segment } from './device/segment'
import { usage } from './device/usage'

// The process of a device: a worker forks it, asks it, and restarts it when a model takes it down. Wiring only.

serveDevice<DeviceCalls>(
  { identify, edit, score, segment, usage },
  {
    onIdle: () => shelf.rest(),
    release: async () => {
      await closeThreads()
      await shelf.release()
    },
  },
)
