import { openDevice } from '../device'
import type { TrialCalls } from './trial-device'

// A worker that is killed while its device computes: it tells the pid of the device's process, then waits for its end.

const [program = ''] = process.argv.slice(2)
const device = openDevice<TrialCalls>({ name: 'trial', program })
const { pid } = await device.call('echo', { picture: new Uint8ClampedArray(1) })
const hanging = device.call('hang', null)
process.send?.(pid)
await hanging
