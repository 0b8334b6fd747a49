'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { TextField } from '@/lib/ui/controls/text-field'
import { toast } from '@/lib/ui/feedback/toast'
import { toastProblem } from '../../../problem-state'
import { Section } from '../../../section'

/** What somebody may judge, by tags, and how much in a day. For admins. */
export function PersonLimits({ project, id }: { project: string; id: string }) {
  const t = useTranslations('quality.limits')
  const member = useQuery(query.people.get.queryOptions({ input: { project, id } }))
  // Who has left has no limits.
  if (!member.data) return null
  const { tags, dailyLimit } = member.data
  return (
    <Section title={t('title')} about={t('about')}>
      <LimitsForm key={member.dataUpdatedAt} {...{ project, id, tags, dailyLimit }} />
    </Section>
  )
}

interface LimitsFormProps {
  project: string
  id: string
  tags: string[]
  dailyLimit: number | null
}

function LimitsForm({ project, id, tags, dailyLimit }: LimitsFormProps) {
  const t = useTranslations('quality.limits')
  const client = useQueryClient()
  const [words, setWords] = useState(tags.join(' '))
  const [limit, setLimit] = useState(dailyLimit === null ? '' : String(dailyLimit))
  const save = useMutation(
    query.people.changeWork.mutationOptions({
      onSuccess: () => toast({ text: t('saved') }),
      onError: (error) => readProblem(error).field?.startsWith('tags') || toastProblem(error),
      onSettled: () => client.invalidateQueries({ queryKey: query.review.raters.key() }),
    }),
  )
  const problem = save.error ? readProblem(save.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({
      project,
      id,
      tags: words.split(/[\s,]+/).filter(Boolean),
      dailyLimit: limit === '' ? null : Number(limit),
    })
  }
  return (
    <form onSubmit={submit} className="grid max-w-xl items-start gap-4 sm:grid-cols-[1fr_10rem]">
      <TextField
        label={t('tags')}
        hint={t('tagsHint')}
        error={problem?.field?.startsWith('tags') ? t('tagsWrong') : undefined}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <TextField
        label={t('daily')}
        hint={t('dailyHint')}
        type="number"
        min={1}
        max={10_000}
        value={limit}
        onChange={({ target }) => setLimit(target.value)}
      />
      <div>
        <Button type="submit" look="main" busy={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
