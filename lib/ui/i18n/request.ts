import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { loadMessages } from './load-messages'
import { isLocale, localeCookie } from './locales'
import { resolveLocale } from './resolve-locale'

/** Languages live in a cookie, never in addresses: a link sent to a colleague opens in the colleague's language. */
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked)
    ? asked
    : resolveLocale((await cookies()).get(localeCookie)?.value, (await headers()).get('accept-language'))
  // Times are shown relative and, on hover, in the browser's own zone (RelativeTime); the server knows no zone.
  return { locale, messages: await loadMessages(locale), timeZone: 'UTC' }
})
