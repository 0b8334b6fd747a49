'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cx } from '../cx'
import { Dock } from './dock'
import { isFullPage, type PageCounts, pageOf, pagesFor, type Role } from './navigation'
import { PageLinks } from './page-links'
import { Rail, RailSheet } from './rail'
import { UserMenu } from './user-menu'

export interface AppShellProps {
  /** `href` is the project's address, `/p/<slug>`. */
  project: { readonly name: string; readonly href: string }
  user: { readonly name: string; readonly email?: string; readonly role: Role }
  /** What waits at each page; pass new ones as they change. */
  counts?: PageCounts
  /** Long work under way: a RunPill. */
  run?: ReactNode
  /** The person's own pace, `128 today · 11 s each`. */
  pace?: ReactNode
  guidelinesHref?: string
  /** More items of the user's menu: sign out, other projects. */
  userItems?: ReactNode
  children: ReactNode
}

/**
 * Every page of a project stands in this. People who do the work get links in the bar (at the bottom on a phone);
 * admins get the rail in pipeline order; pages that are one picture get the window to themselves.
 */
export function AppShell({
  project,
  user,
  counts = {},
  run,
  pace,
  guidelinesHref,
  userItems,
  children,
}: AppShellProps) {
  const t = useTranslations('common')
  const page = pageOf(usePathname())
  const full = isFullPage(page)
  const withRail = user.role === 'admin'
  const groups = pagesFor(user.role)
  const links = withRail ? [] : (groups[0] ?? [])
  const nav = { base: project.href, page, counts }

  return (
    <div className={cx('min-h-dvh', !withRail && 'max-sm:[--dock:3.5rem]')}>
      <a
        href="#main"
        className="fixed top-1 left-1 z-50 -translate-y-16 rounded-m bg-accent px-3 py-1.5 font-semibold text-on-accent focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <header className="sticky top-0 z-30 flex h-(--bar) items-center gap-1 border-b border-line bg-surface pr-2 pl-2 sm:pl-4">
        {withRail && <RailSheet {...nav} groups={groups} title={project.name} always={full} />}
        <Link href={project.href} className="truncate rounded-m px-1 font-semibold max-sm:max-w-40">
          {project.name}
        </Link>
        {withRail ? (
          <span className={cx('ml-2 truncate text-muted', !full && 'md:hidden')}>
            {page && t.has(`nav.${page}`) ? t(`nav.${page}`) : null}
          </span>
        ) : (
          <PageLinks {...nav} pages={links} />
        )}
        <div className="ml-auto flex min-w-0 items-center gap-1">
          {run}
          {pace && <span className="px-2 whitespace-nowrap text-muted max-lg:hidden">{pace}</span>}
          <UserMenu user={user} workHref={`${project.href}/work`} guidelinesHref={guidelinesHref}>
            {userItems}
          </UserMenu>
        </div>
      </header>
      <div className="flex">
        {withRail && !full && <Rail {...nav} groups={groups} />}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none max-sm:pb-(--dock)">
          {children}
        </main>
      </div>
      {!withRail && <Dock {...nav} pages={links} />}
    </div>
  )
}
