'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Menu } from '@/lib/ui/controls/menu'
import { isLocale, localeNames } from '@/lib/ui/i18n/locales'
import { LanguageItems } from '@/lib/ui/preferences/language-items'

/** The language, for pages without a user's menu. */
export function LanguageBar() {
  const t = useTranslations('common')
  const locale = useLocale()
  return (
    <Menu name={t('language')} label={isLocale(locale) ? localeNames[locale].short : locale}>
      <LanguageItems />
    </Menu>
  )
}
