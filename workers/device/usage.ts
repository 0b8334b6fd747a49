import type { DeviceUsage } from '@/lib/engines/device-calls'
import { sessionMsSoFar } from './models'

export const usage = async (): Promise<DeviceUsage> => ({
  pid: process.pid,
  sessionMs: sessionMsSoFar(),
  memoryMb: process.memoryUsage.rss() / 1e6,
  peakMemoryMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
})
