import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MenuLink } from '@/lib/ui/controls/menu'
import { UserMenu } from '@/lib/ui/shell/user-menu'
import { SignOutItem } from './sign-out-item'

interface SiteShellProps {
  viewer: { readonly name: string; readonly email: string; readonly siteAdmin: boolean }
  children: ReactNode
}

/** The pages that belong to no project: a thin bar with the way back. */
export async function SiteShell({ viewer, children }: SiteShellProps) {
  const t = await getTranslations('shell')
  return (
    <div className="min-h-dvh">
      <header className="sticky top-0 z-30 flex h-(--bar) items-center gap-3 border-b border-line bg-surface px-4 max-sm:px-2">
        <Link href="/" className="rounded-m px-1 font-semibold">
          Exemplar
        </Link>
        <Link href="/" className="rounded-m px-1 text-muted hover:text-ink">
          {t('back')}
        </Link>
        <div className="ml-auto flex items-center gap-1">
          <UserMenu user={viewer} workHref="/">
            <MenuLink href="/docs">{t('docs')}</MenuLink>
            {viewer.siteAdmin && <MenuLink href="/admin">{t('admin')}</MenuLink>}
            <SignOutItem />
          </UserMenu>
        </div>
      </header>
      <main id="main">{children}</main>
    </div>
  )
}
