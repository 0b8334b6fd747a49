import { Command } from 'commander'
import { demoCommand } from './commands/demo'
import { doctorCommand } from './commands/doctor'
import { expandCommand } from './commands/expand'
import { exportCommand } from './commands/export'
import { generateCommand } from './commands/generate'
import { importCommand } from './commands/import'
import { releaseCommand } from './commands/release'
import { runCommand } from './commands/run'
import { tokenCommand } from './commands/token'
import { userCommand } from './commands/user'
import { runProgram } from './run-action'

// The command line's entry: `npx exemplar …`. Each command is a file of commands/ and a line here.

const commands = [
  doctorCommand(),
  userCommand(),
  tokenCommand(),
  importCommand(),
  expandCommand(),
  generateCommand(),
  runCommand(),
  releaseCommand(),
  exportCommand(),
  demoCommand(),
]

const program = new Command('exemplar')
  .description('A platform on which a team makes a dataset for instruction-based image editing.')
  .option('--json', 'print the result as one line of JSON')
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 failed, 2 bad usage or input, 3 not found, 4 conflict, 5 refused or done in part,
130 cancelled. Progress goes to standard error, results to standard output.`,
  )
  .showHelpAfterError()

/** Subcommands keep their own settings, so what holds for the program is set on each of them. */
const throwInsteadOfExit = (command: Command): void => {
  command.exitOverride()
  command.commands.forEach(throwInsteadOfExit)
}

for (const command of commands) program.addCommand(command)
throwInsteadOfExit(program)

await runProgram(program, process.argv.slice(2))
