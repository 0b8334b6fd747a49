import { Command } from 'commander'
import { pullCommand } from '../models/pull'

export const modelsCommand = (): Command => new Command('models').addCommand(pullCommand())
