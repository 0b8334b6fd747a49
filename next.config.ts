import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/ui/i18n/request.ts')

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` checks types, of tests too, in a tenth of the time; a build is for starting.
  typescript: { ignoreBuildErrors: true },
}

export default withNextIntl(config)
