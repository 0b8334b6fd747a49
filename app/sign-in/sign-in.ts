import { signIn as authenticate } from 'next-auth/react'
import { api } from '@/lib/ui/api/client'
import { isLocale, localeCookie } from '@/lib/ui/i18n/locales'
import { remember } from '@/lib/ui/preferences/remember'

export type SignInFailure = 'wrong' | 'rateLimited' | 'offline'

/** Signs in and goes on, in the language that the person chose; otherwise says why not. */
export const signIn = async (email: string, password: string, to: string): Promise<SignInFailure> => {
  try {
    const answer = await authenticate('credentials', { email, password, redirect: false })
    if (answer?.error) return answer.error === 'rate-limited' ? 'rateLimited' : 'wrong'
    const { locale } = await api.account.me()
    if (isLocale(locale)) remember(localeCookie, locale)
  } catch {
    return 'offline'
  }
  // A whole new page: nothing of what was cached for somebody else may stay.
  window.location.assign(to)
  return new Promise(() => {})
}
