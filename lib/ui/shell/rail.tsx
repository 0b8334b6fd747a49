'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { IconButton } from '../controls/icon-button'
import { cx } from '../cx'
import { Dialog } from '../feedback/dialog'
import { MenuIcon } from '../icons'
import type { PageCounts, PageKey } from './navigation'
import { Waiting } from './page-links'

interface RailProps {
  base: string
  page: string | undefined
  counts: PageCounts
  groups: readonly (readonly PageKey[])[]
}

/** An admin's way through the line: the stages from first to last with what waits at each, then the project's own pages. */
export function Rail(props: RailProps) {
  const t = useTranslations('common')
  return (
    <nav
      aria-label={t('nav.label')}
      className="sticky top-(--bar) h-[calc(100dvh-var(--bar))] w-44 shrink-0 overflow-y-auto border-r border-line p-2 max-md:hidden"
    >
      <RailLinks {...props} />
    </nav>
  )
}

/** The same links behind a button: on narrow windows, and on full pages at any width (`always`). */
export function RailSheet({ title, always, ...props }: RailProps & { title: string; always: boolean }) {
  const t = useTranslations('common')
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <IconButton
        label={t('nav.open')}
        onClick={() => setOpen(true)}
        className={cx('sm:-ml-2', !always && 'md:hidden')}
      >
        <MenuIcon />
      </IconButton>
      <Dialog open={open} onClose={close} title={title} side="left">
        <nav aria-label={t('nav.label')} className="-mx-2">
          <RailLinks {...props} onFollow={close} />
        </nav>
      </Dialog>
    </>
  )
}

function RailLinks({ base, page, counts, groups, onFollow }: RailProps & { onFollow?: () => void }) {
  const t = useTranslations('common')
  return groups.map((group, index) => (
    <Fragment key={group[0]}>
      {index > 0 && <hr className="mx-2 my-2 border-line" />}
      <ul>
        {group.map((key) => (
          <li key={key}>
            <Link
              href={`${base}/${key}`}
              aria-current={key === page ? 'page' : undefined}
              onClick={onFollow}
              className="flex min-h-8 items-center justify-between gap-2 rounded-m px-2 text-muted transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink max-md:min-h-11"
            >
              {t(`nav.${key}`)}
              <Waiting count={counts[key]} />
            </Link>
          </li>
        ))}
      </ul>
    </Fragment>
  ))
}
