'use client'

import { useTranslations } from 'next-intl'
import { MenuItem } from '@/lib/ui/controls/menu'

/** Loaded when it is wanted: the menu is on every page, and most pages are left without signing out. */
const signOut = async () => (await import('next-auth/react')).signOut({ callbackUrl: '/sign-in' })

export function SignOutItem() {
  const t = useTranslations('shell')
  return <MenuItem onClick={() => void signOut()}>{t('signOut')}</MenuItem>
}
