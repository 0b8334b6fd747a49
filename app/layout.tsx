import './globals.css'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Toaster } from '@/lib/ui/feedback/toaster'
import { KeysHelp } from '@/lib/ui/keys/keys-help'
import { isTheme, themeCookie } from '@/lib/ui/preferences/themes'
import { QueryProvider } from '@/lib/ui/query-provider'

export const metadata: Metadata = { title: { default: 'Exemplar', template: '%s · Exemplar' } }

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfcfc' },
    { media: '(prefers-color-scheme: dark)', color: '#1b1b1b' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(themeCookie)?.value
  return (
    <html
      lang={await getLocale()}
      data-theme={isTheme(theme) ? theme : 'system'}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <NextIntlClientProvider>
          <QueryProvider>
            {children}
            <Toaster />
            <KeysHelp />
          </QueryProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
