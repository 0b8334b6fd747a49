import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { role } from '../schema'

const note = z.object({
  accounts: z.array(z.object({ email: z.string(), password: z.string(), role })),
})

export interface DemoAccount {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly role: z.infer<typeof role>
}

/**
 * The demo's accounts, to be offered on the sign-in page: only where `npm start` runs everything on one machine, and
 * only those that still exist and are open. The launcher keeps their passwords beside the embedded database.
 */
export const demoAccounts = async (): Promise<DemoAccount[]> => {
  const { EXEMPLAR_EMBEDDED, EXEMPLAR_HOME } = env()
  if (!EXEMPLAR_EMBEDDED) return []
  const text = await readFile(path.join(EXEMPLAR_HOME, 'postgres/demo.json'), 'utf8').catch(() => null)
  if (text === null) return []
  const parsed = note.safeParse(JSON.parse(text))
  if (!parsed.success) return []
  const { accounts } = parsed.data
  const users = await db().user.findMany({
    where: { email: { in: accounts.map(({ email }) => email) }, disabledAt: null },
    select: { email: true, name: true },
  })
  const nameOf = new Map(users.map((user) => [user.email, user.name]))
  return accounts.flatMap((account) => {
    const name = nameOf.get(account.email)
    return name === undefined ? [] : [{ ...account, name }]
  })
}
