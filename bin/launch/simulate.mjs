import { bundleInto } from './bundle.mjs'
import { LaunchError } from './launch-error.mjs'
import { runProgram } from './run-program.mjs'

const simulations = ['raters']

/** Runs a simulation, which needs no database: `raters [seeds]`. Its figures are the last line it prints, as JSON. */
export async function simulate([name, ...args], { signal }) {
  if (!simulations.includes(name))
    throw new LaunchError(
      name === undefined ? 'Say what to simulate.' : `There is no simulation ${name}.`,
      `Use one of: ${simulations.join(', ')}.`,
    )
  const program = await bundleInto(`simulate/${name}`, `scripts/simulate/${name}.ts`)
  const open = () => Promise.reject(new LaunchError('A simulation asks for no database.'))
  return await runProgram(program, args, { signal, open })
}
