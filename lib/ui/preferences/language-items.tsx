'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { MenuItem } from '../controls/menu'
import { localeCookie, localeNames, locales } from '../i18n/locales'
import { remember } from './remember'

/** The languages as menu items, each by its own name. The page is rendered again in place; nothing typed is lost. */
export function LanguageItems() {
  const router = useRouter()
  const current = useLocale()
  return locales.map((locale) => (
    <MenuItem
      key={locale}
      lang={locale}
      checked={locale === current}
      onClick={() => {
        remember(localeCookie, locale)
        router.refresh()
      }}
    >
      {localeNames[locale].full}
    </MenuItem>
  ))
}
