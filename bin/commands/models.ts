import { Command } from 'commander'
import { checkCommand } from '../models/check'
import { listCommand } from '../models/list'
import { prepareCommand } from '../models/prepare'
import { pullCommand } from '../models/pull'

export const modelsCommand = (): Command =>
  new Command('models')
    .addCommand(listCommand())
    .addCommand(pullCommand())
    .addCommand(checkCommand())
    .addCommand(prepareCommand())
