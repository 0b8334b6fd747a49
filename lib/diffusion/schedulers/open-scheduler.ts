import { ExemplarError } from '@/lib/platform/errors'
import type { SchedulerConfig } from '../models/configs'
import { ddimScheduler } from './ddim'
import { eulerScheduler } from './euler'
import { refuseOtherOptions } from './options'
import type { Scheduler } from './schedule'

const known: Readonly<Record<string, (config: SchedulerConfig) => Scheduler>> = {
  EulerAncestralDiscreteScheduler: (config) => eulerScheduler(config, true),
  EulerDiscreteScheduler: (config) => eulerScheduler(config, false),
  DDIMScheduler: ddimScheduler,
}

/**
 * The scheduler that a model's scheduler_config.json names.
 * @throws ExemplarError `unsupported`, naming the scheduler or the option, for what is not done here.
 */
export const openScheduler = (config: SchedulerConfig): Scheduler => {
  const make = known[config._class_name]
  if (make) {
    refuseOtherOptions(config)
    return make(config)
  }
  throw new ExemplarError('unsupported', `The scheduler ${config._class_name} is not supported.`, {
    field: 'scheduler_config.json: _class_name',
    fix: `Use a model with one of ${Object.keys(known).join(', ')}.`,
  })
}
