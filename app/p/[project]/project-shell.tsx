'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import type { LineCounts } from '@/lib/pipeline/project/client'
import { query } from '@/lib/ui/api/client'
import { MenuHeading, MenuLine, MenuLink } from '@/lib/ui/controls/menu'
import { useLive } from '@/lib/ui/live/use-live'
import { remember } from '@/lib/ui/preferences/remember'
import { AppShell } from '@/lib/ui/shell/app-shell'
import type { PageCounts, Role } from '@/lib/ui/shell/navigation'
import { projectCookie } from '../../project-cookie'
import { SignOutItem } from '../../sign-out-item'
import { CurrentRun } from './current-run'

interface ProjectShellProps {
  project: { readonly slug: string; readonly name: string }
  user: { readonly name: string; readonly email: string; readonly role: Role; readonly siteAdmin: boolean }
  others: readonly { readonly slug: string; readonly name: string }[]
  /** As of the page's rendering; live updates take over from there. */
  counts: LineCounts
  children: ReactNode
}

const topics = [
  'images',
  'import',
  'seeds',
  'expansion',
  'regions',
  'generation',
  'review',
  'release',
  'jobs',
] as const

const waitingOf = (counts: LineCounts): PageCounts => {
  const active = (kind: LineCounts['active'][number]) => counts.active.includes(kind)
  return {
    desk: { waiting: counts.toJudge },
    catalog: { waiting: counts.toCaption, active: active('import') },
    seeds: { waiting: counts.toReview },
    expansion: { waiting: counts.records, active: active('expansion') },
    regions: { waiting: counts.regionsPending + counts.regionsRefused, active: counts.regionsPending > 0 },
    generation: { waiting: counts.generating, active: active('generation') },
    samples: { waiting: counts.toJudge + counts.toApprove },
    releases: { waiting: counts.latestRelease ?? 0, active: active('export') },
    jobs: { waiting: counts.deadLetters, active: counts.deadLetters > 0 },
  }
}

/** What surrounds every page of a project: the shell with live counts, the run under way, and the user's menu. */
export function ProjectShell({ project, user, others, counts, children }: ProjectShellProps) {
  const t = useTranslations('shell')
  const { slug } = project
  const { data } = useQuery(
    query.projects.counts.queryOptions({ input: { project: slug }, initialData: counts }),
  )
  useLive(slug, topics, [query.projects.counts.key({ input: { project: slug } })])
  useEffect(() => remember(projectCookie, slug), [slug])
  const isAdmin = user.role === 'admin'
  return (
    <AppShell
      project={{ name: project.name, href: `/p/${slug}` }}
      user={user}
      counts={waitingOf(data)}
      run={isAdmin && data.active.length > 0 ? <CurrentRun project={slug} /> : undefined}
      userItems={
        <>
          {others.length > 0 && <MenuHeading>{t('projects')}</MenuHeading>}
          {others.map((other) => (
            <MenuLink key={other.slug} href={`/p/${other.slug}`}>
              <span className="max-w-56 truncate">{other.name}</span>
            </MenuLink>
          ))}
          {others.length > 0 && <MenuLine />}
          <MenuLink href="/docs">{t('docs')}</MenuLink>
          {user.siteAdmin && <MenuLink href="/admin">{t('admin')}</MenuLink>}
          <SignOutItem />
        </>
      }
    >
      {children}
    </AppShell>
  )
}
