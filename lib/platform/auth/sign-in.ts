import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { verifyPassword } from './password'
import { countTry, forgetTries } from './rate-limit'

const authorize = async (
  credentials: Record<'email' | 'password', string> | undefined,
  address: string,
): Promise<{ id: string } | null> => {
  const email = credentials?.email?.trim().toLowerCase()
  if (!email || !credentials?.password) return null
  const key = `sign-in:${email}`
  try {
    await countTry(key, 10, 15 * 60)
    await countTry(`sign-in-from:${address}`, 100, 15 * 60)
  } catch (error) {
    // next-auth passes an Error's message on to the sign-in page.
    if (error instanceof ExemplarError) throw new Error('rate-limited')
    throw error
  }
  const user = await db().user.findUnique({ where: { email } })
  if (!(await verifyPassword(user?.passwordHash, credentials.password))) return null
  if (!user || user.disabledAt) return null
  await forgetTries(key)
  return { id: user.id }
}

/**
 * Password sign-in. The token holds a user id and nothing else: role and disabled flag are read with every request
 * (see identify.ts), so that revoking them takes effect on the next one.
 */
export const authOptions = (): NextAuthOptions => ({
  session: { strategy: 'jwt', maxAge: 14 * 24 * 60 * 60 },
  secret: env().NEXTAUTH_SECRET,
  pages: { signIn: '/sign-in' },
  providers: [
    CredentialsProvider({
      name: 'Password',
      credentials: { email: { type: 'email' }, password: { type: 'password' } },
      authorize: (credentials, request) => {
        const forwarded = request.headers?.['x-forwarded-for'] as string | undefined
        return authorize(credentials, forwarded?.split(',')[0]?.trim() ?? 'direct')
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => ({ sub: user?.id ?? token.sub }),
    session: ({ session }) => ({ expires: session.expires }),
  },
})
