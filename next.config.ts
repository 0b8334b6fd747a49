import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/ui/i18n/request.ts')

/** Pages are never framed, never post elsewhere, and tell other sites nothing of where somebody came from. */
const pageHeaders = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'referrer-policy', value: 'same-origin' },
  {
    key: 'content-security-policy',
    value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
  },
]

const config: NextConfig = {
  poweredByHeader: false,
  // Not the API: what it answers sets its own, stricter ones.
  headers: async () => [{ source: '/((?!api/).*)', headers: pageHeaders }],
  // `npm run check` checks types, of tests too, in a tenth of the time; a build is for starting.
  typescript: { ignoreBuildErrors: true },
}

export default withNextIntl(config)
