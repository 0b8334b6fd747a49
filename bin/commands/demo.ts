import { Command } from 'commander'
import { loadDemo } from '../demo/load-demo'
import { action } from '../run-action'

/** `exemplar demo load`: called by the launcher once for a new embedded database. */
export const demoCommand = (): Command =>
  new Command('demo').addCommand(
    new Command('load')
      .description('load the demo project with its three accounts; again continues a load that was cut short')
      .action(
        action(async (cli) => {
          await cli.openDatabase()
          const demo = await loadDemo(cli.progress, cli.signal)
          cli.result(demo, () => [
            `The demo project is at /p/${demo.project}.`,
            ...demo.accounts.map(({ role, email, password }) => `${role.padEnd(9)} ${email}  ${password}`),
          ])
          return undefined
        }),
      ),
  )
