import { Command, CommanderError } from 'commander'
import { exitCodes } from './exit-codes'

// The command line's entry: `npx exemplar …`. Each command is a file of commands/ and a line here. Every file becomes
// a bundle of its own, dist/command-<name>.mjs, and only the one that is called is loaded: each reaches most of the
// line, which takes a second that `--help` should not.

const load = async <M>(name: string): Promise<M> =>
  (await import(new URL(`./command-${name}.mjs`, import.meta.url).href)) as M

const commands: readonly [name: string, description: string, make: () => Promise<Command>][] = [
  [
    'doctor',
    'check what this installation needs, each with what to do about it',
    async () => (await load<typeof import('./commands/doctor')>('doctor')).doctorCommand(),
  ],
  [
    'user',
    'the accounts of this installation',
    async () => (await load<typeof import('./commands/user')>('user')).userCommand(),
  ],
  [
    'token',
    'personal tokens for the API',
    async () => (await load<typeof import('./commands/token')>('token')).tokenCommand(),
  ],
  [
    'import',
    'bring images into a project: a folder, a CSV or JSON Lines list, or UltraEdit records',
    async () => (await load<typeof import('./commands/import')>('import')).importCommand(),
  ],
  [
    'expand',
    'let a language engine write: instructions for the pool, or records for captioned images',
    async () => (await load<typeof import('./commands/expand')>('expand')).expandCommand(),
  ],
  [
    'generate',
    'make candidates for a project’s instruction records',
    async () => (await load<typeof import('./commands/generate')>('generate')).generateCommand(),
  ],
  [
    'run',
    'run the whole line over UltraEdit records: import, generate, filter, release',
    async () => (await load<typeof import('./commands/run')>('run')).runCommand(),
  ],
  [
    'release',
    'seal releases of a project',
    async () => (await load<typeof import('./commands/release')>('release')).releaseCommand(),
  ],
  [
    'export',
    'write a sealed release into a folder',
    async () => (await load<typeof import('./commands/export')>('export')).exportCommand(),
  ],
  [
    'reproduce',
    'make a candidate again from its row, and compare the bytes',
    async () => (await load<typeof import('./commands/reproduce')>('reproduce')).reproduceCommand(),
  ],
  [
    'models',
    'the models of the edit engine: list, check, prepare, pull',
    async () => (await load<typeof import('./commands/models')>('models')).modelsCommand(),
  ],
  [
    'verify',
    'check the edit engine against a folder of reference values',
    async () => (await load<typeof import('./commands/verify')>('verify')).verifyCommand(),
  ],
  [
    'demo',
    'the demo project',
    async () => (await load<typeof import('./commands/demo')>('demo')).demoCommand(),
  ],
]

const help = `
Exit codes: 0 done, 1 failed, 2 bad usage or input, 3 not found, 4 conflict, 5 refused or done in part,
130 cancelled. Progress goes to standard error, results to standard output.`

/** Subcommands keep their own settings, so what holds for the program is set on each of them. */
const throwInsteadOfExit = (command: Command): void => {
  command.exitOverride()
  command.commands.forEach(throwInsteadOfExit)
}

/** The program, whole only where the arguments reach: `run …` or `help run`. The others are names and descriptions. */
const programFor = async (argv: readonly string[]): Promise<Command> => {
  const program = new Command('exemplar')
    .description('A platform on which a team makes a dataset for instruction-based image editing.')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', help)
    .showHelpAfterError()
  const [first, second] = argv.filter((word) => !word.startsWith('-'))
  const called = first === 'help' ? second : first
  for (const [name, description, make] of commands) {
    const command = name === called ? await make() : new Command(name)
    program.addCommand(command.description(description))
  }
  throwInsteadOfExit(program)
  return program
}

// A reader such as `head` may leave before we are done: what it does not read is lost, the work is not.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

const argv = process.argv.slice(2)
try {
  await (await programFor(argv)).parseAsync(argv, { from: 'user' })
} catch (error) {
  // What commander itself refuses is bad input; it has said why.
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.badInput
  if (process.connected) process.disconnect?.()
}
