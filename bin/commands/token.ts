import { Command, Option } from 'commander'
import { createToken, findUser, listTokens, revokeToken } from '@/lib/pipeline/project'
import { machineActor } from '@/lib/platform/auth/actor'
import { ExemplarError } from '@/lib/platform/errors'
import { isId } from '@/lib/platform/ids'
import { wholeNumber } from '../read-options'
import { action } from '../run-action'

interface CreateOptions {
  readonly user: string
  readonly name: string
  readonly scope: 'read' | 'write'
  readonly days?: number
}

const create = () =>
  new Command('create')
    .description('make a personal token; its secret is printed this once')
    .requiredOption('--user <email>', 'whose token it is')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(
      new Option('--scope <scope>', 'write may also read').choices(['read', 'write']).default('read'),
    )
    .option('--days <n>', 'it ends after this many days; without, never', wholeNumber(1, 3_650))
    .action(
      action(async (cli, options: CreateOptions) => {
        await cli.openDatabase()
        const user = await findUser(options.user)
        const created = await createToken(machineActor, user.id, {
          name: options.name,
          scopes: options.scope === 'write' ? ['read', 'write'] : ['read'],
          expiresInDays: options.days ?? null,
        })
        cli.result(created, () => [created.secret])
        return undefined
      }),
    )

const list = () =>
  new Command('list')
    .description('list the tokens of an account that are not revoked')
    .requiredOption('--user <email>', 'whose tokens')
    .action(
      action(async (cli, options: { user: string }) => {
        await cli.openDatabase()
        const tokens = await listTokens((await findUser(options.user)).id)
        cli.result(tokens, () =>
          tokens.map(({ id, prefix, name, scopes, expiresAt }) =>
            [
              id,
              `${prefix}…`,
              name,
              scopes.join('+'),
              expiresAt ? `until ${expiresAt.toISOString()}` : '',
            ].join('\t'),
          ),
        )
        return undefined
      }),
    )

const revoke = () =>
  new Command('revoke')
    .description('end a token with its next request')
    .argument('<id>', 'as `token list` prints it')
    .action(
      action(async (cli, id: string) => {
        if (!isId(id)) throw new ExemplarError('bad-input', `“${id}” is not a token’s id.`, { field: 'id' })
        await cli.openDatabase()
        const revoked = await revokeToken(machineActor, id)
        cli.result(revoked, () => ['Revoked.'])
        return undefined
      }),
    )

export const tokenCommand = (): Command =>
  new Command('token').addCommand(create()).addCommand(list()).addCommand(revoke())
