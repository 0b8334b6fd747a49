import { randomBytes } from 'node:crypto'
import { Command, Option } from 'commander'
import { addMember, createUser, findUser, listUsers, resetPassword, updateUser } from '@/lib/pipeline/project'
import { machineActor, type Role } from '@/lib/platform/auth/actor'
import { ExemplarError } from '@/lib/platform/errors'
import { readSecretLine, wholeNumber } from '../read-options'
import { action } from '../run-action'

const bytesOfPassword = 15

/** From standard input where asked for, else made up and shown once. */
const choosePassword = async (fromStdin: boolean): Promise<{ password: string; shown: string | null }> => {
  if (fromStdin) return { password: await readSecretLine(), shown: null }
  const password = randomBytes(bytesOfPassword).toString('base64url')
  return { password, shown: password }
}

const passwordFromStdin = () =>
  new Option('--password-stdin', 'read the password from standard input instead of making one up')

const add = () =>
  new Command('add')
    .description('add an account; with --admin one that administers this installation')
    .argument('<email>')
    .requiredOption('--name <name>', 'what the person is called')
    .option('--admin', 'make it an admin of the installation', false)
    .option('--project <slug>', 'also make it a member of this project')
    .addOption(
      new Option('--role <role>', 'its role there').choices(['rater', 'reviewer', 'admin']).default('rater'),
    )
    .addOption(passwordFromStdin())
    .action(
      action(async (cli, email: string, options: AddOptions) => {
        await cli.openDatabase()
        const { password, shown } = await choosePassword(options.passwordStdin ?? false)
        const address = email.trim().toLowerCase()
        if (!/^\S+@\S+$/.test(address))
          throw new ExemplarError('bad-input', `“${email}” is not an address.`, { field: 'email' })
        const user = await createUser(machineActor, {
          email: address,
          name: options.name,
          password,
          siteAdmin: options.admin,
        })
        if (options.project) await addMember(machineActor, options.project, user.id, options.role)
        cli.result({ user, password: shown }, () => [
          `Added ${user.email}${user.siteAdmin ? ', an admin of this installation' : ''}.`,
          ...(shown ? [`Password, shown this once: ${shown}`] : []),
        ])
        return undefined
      }),
    )

interface AddOptions {
  readonly name: string
  readonly admin: boolean
  readonly project?: string
  readonly role: Role
  readonly passwordStdin?: boolean
}

const list = () =>
  new Command('list')
    .description('list accounts, newest first')
    .option('--text <text>', 'only those with this in name or address')
    .option('--limit <n>', 'at most this many', wholeNumber(1, 1_000), 100)
    .action(
      action(async (cli, options: { text?: string; limit: number }) => {
        await cli.openDatabase()
        const { items } = await listUsers(machineActor, options)
        cli.result(items, () =>
          items.map((user) =>
            [user.email, user.name, user.siteAdmin ? 'site admin' : '', user.disabled ? 'disabled' : '']
              .filter(Boolean)
              .join('\t'),
          ),
        )
        return undefined
      }),
    )

const setDisabled = (name: 'disable' | 'enable') =>
  new Command(name)
    .description(name === 'disable' ? 'close an account, from its next request on' : 'open an account again')
    .argument('<email>')
    .action(
      action(async (cli, email: string) => {
        await cli.openDatabase()
        const { id } = await findUser(email)
        const user = await updateUser(machineActor, id, { disabled: name === 'disable' })
        cli.result(user, () => [`${user.email} is ${name}d.`])
        return undefined
      }),
    )

const setPassword = () =>
  new Command('password')
    .description('reset the password of an account')
    .argument('<email>')
    .addOption(passwordFromStdin())
    .action(
      action(async (cli, email: string, options: { passwordStdin?: boolean }) => {
        await cli.openDatabase()
        const user = await findUser(email)
        const { password, shown } = await choosePassword(options.passwordStdin ?? false)
        await resetPassword(machineActor, user.id, password)
        cli.result({ user, password: shown }, () => [
          `The password of ${user.email} was reset.`,
          ...(shown ? [`Password, shown this once: ${shown}`] : []),
        ])
        return undefined
      }),
    )

export const userCommand = (): Command =>
  new Command('user')
    .addCommand(add())
    .addCommand(list())
    .addCommand(setDisabled('disable'))
    .addCommand(setDisabled('enable'))
    .addCommand(setPassword())
