'use client'

import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { MenuItem } from '../controls/menu'
import { remember } from './remember'
import { isTheme, type Theme, themeCookie, themes } from './themes'

const root = () => document.documentElement

function subscribe(changed: () => void) {
  const observer = new MutationObserver(changed)
  observer.observe(root(), { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

const current = (): Theme => {
  const theme = root().dataset.theme
  return isTheme(theme) ? theme : 'system'
}

/** Light, dark or the system's, as menu items. The cookie lets the server paint the next page right at once. */
export function ThemeItems() {
  const t = useTranslations('common.theme')
  const theme = useSyncExternalStore(subscribe, current, () => 'system' as const)
  return themes.map((one) => (
    <MenuItem
      key={one}
      checked={one === theme}
      onClick={() => {
        root().dataset.theme = one
        remember(themeCookie, one)
      }}
    >
      {t(one)}
    </MenuItem>
  ))
}
