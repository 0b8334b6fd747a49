import NextAuth from 'next-auth'
import { authOptions } from '@/lib/platform/auth/sign-in'

export const dynamic = 'force-dynamic'

// Options are made with each request, so that a build needs no environment.
const handle = (request: Request, context: unknown) => NextAuth(authOptions())(request, context)

export { handle as GET, handle as POST }
