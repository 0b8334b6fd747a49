'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button, type ButtonLook } from '@/lib/ui/controls/button'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { ProblemState } from '../../../problem-state'

// Only for those who open it: a Markdown reader is as large as the page.
const Prose = dynamic(() => import('./prose').then(({ Prose: component }) => component), {
  loading: () => <Skeleton className="h-40" />,
})

/** How to do the work, as the project's admins wrote it, one click away from wherever it is done. */
export function GuidelinesButton({ project, look = 'plain' }: { project: string; look?: ButtonLook }) {
  const t = useTranslations('work.guidelines')
  const [open, setOpen] = useState(false)
  useKeys([{ key: 'H', label: t('title'), run: () => setOpen(true) }])
  return (
    <>
      <Button look={look} hint="H" onClick={() => setOpen(true)}>
        {t('title')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('title')} size="wide">
        <Guidelines project={project} />
      </Dialog>
    </>
  )
}

function Guidelines({ project }: { project: string }) {
  const t = useTranslations('work.guidelines')
  const zh = useLocale() === 'zh'
  const { data, error, refetch } = useQuery(query.projects.get.queryOptions({ input: { project } }))
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton className="h-40" />
  const text = (zh && data.guidelinesZh) || data.guidelines
  return text.trim() === '' ? <p className="text-muted">{t('none')}</p> : <Prose text={text} />
}
