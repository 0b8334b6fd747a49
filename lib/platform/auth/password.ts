import { hash, verify } from '@node-rs/argon2'
import { ExemplarError } from '@/lib/platform/errors'

// argon2id with OWASP's parameters: 19 MiB, two passes, one lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const absent = hash('no account has this password', options)

export const hashPassword = (password: string): Promise<string> => {
  if (password.length < 10 || password.length > 200)
    throw new ExemplarError('bad-input', 'A password has 10 to 200 characters.', {
      field: 'password',
      fix: 'Choose a longer one; a sentence works well.',
    })
  return hash(password, options)
}

/** Takes as long for an absent account as for a wrong password, so that neither can be told from the other. */
export const verifyPassword = async (
  stored: string | null | undefined,
  password: string,
): Promise<boolean> => {
  const matches = await verify(stored ?? (await absent), password.slice(0, 200)).catch(() => false)
  return matches && stored != null
}
