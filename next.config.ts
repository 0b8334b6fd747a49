import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/ui/i18n/request.ts')

const config: NextConfig = {
  poweredByHeader: false,
}

export default withNextIntl(config)
