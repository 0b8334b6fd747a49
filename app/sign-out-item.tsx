'use client'

import { signOut } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { MenuItem } from '@/lib/ui/controls/menu'

export function SignOutItem() {
  const t = useTranslations('shell')
  return <MenuItem onClick={() => void signOut({ callbackUrl: '/sign-in' })}>{t('signOut')}</MenuItem>
}
