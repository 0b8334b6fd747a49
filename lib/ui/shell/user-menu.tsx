'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuHeading, MenuItem, MenuLine, MenuLink } from '../controls/menu'
import { isLocale, localeNames } from '../i18n/locales'
import { Kbd } from '../keys/kbd'
import { openKeysHelp } from '../keys/keys-help'
import { LanguageItems } from '../preferences/language-items'
import { ThemeItems } from '../preferences/theme-items'

interface UserMenuProps {
  user: { readonly name: string; readonly email?: string }
  workHref: string
  guidelinesHref?: string
  children?: ReactNode
}

export function UserMenu({ user, workHref, guidelinesHref, children }: UserMenuProps) {
  const t = useTranslations('common')
  const locale = useLocale()
  return (
    <>
      <Menu
        name={t('language')}
        label={isLocale(locale) ? localeNames[locale].short : locale}
        className="max-sm:hidden"
      >
        <LanguageItems />
      </Menu>
      <Menu
        label={<span className="max-w-32 truncate font-semibold text-ink">{user.name}</span>}
        name={t('user.menu', { name: user.name })}
      >
        {user.email && <MenuHeading>{user.email}</MenuHeading>}
        <MenuLink href={workHref}>{t('user.work')}</MenuLink>
        {guidelinesHref && <MenuLink href={guidelinesHref}>{t('user.guidelines')}</MenuLink>}
        <MenuLink href="/account">{t('user.account')}</MenuLink>
        <MenuItem onClick={openKeysHelp} className="justify-between">
          {t('keys.title')}
          <Kbd>?</Kbd>
        </MenuItem>
        <MenuLine />
        <MenuHeading>{t('theme.label')}</MenuHeading>
        <ThemeItems />
        <div className="sm:hidden">
          <MenuHeading>{t('language')}</MenuHeading>
          <LanguageItems />
        </div>
        {children && (
          <>
            <MenuLine />
            {children}
          </>
        )}
      </Menu>
    </>
  )
}
