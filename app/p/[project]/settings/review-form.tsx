'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { Checkbox } from '@/lib/ui/controls/checkbox'
import { Select } from '@/lib/ui/controls/select'
import { Switch } from '@/lib/ui/controls/switch'
import { TextField } from '@/lib/ui/controls/text-field'
import { Section } from '../../../section'
import { Conflict } from './conflict'
import { ReviewRules } from './review-rules'
import { type SettingsFormProps, useSaveProject } from './use-save-project'

const scaleKeys = ['semantic-consistency', 'perceptual-quality'] as const
const ranges = ['0-0.5-1', '0-10', '1-5'] as const
const policies = ['me', 'others', 'ignore'] as const

/** Who judges what, how often several people do, and how it is seen that they do it well. */
export function ReviewForm({ project, opened }: SettingsFormProps) {
  const t = useTranslations('settings.review')
  const { save, busy, theirs } = useSaveProject(project, opened)
  const [review, setReview] = useState(project.settings.review)
  const set = (change: Partial<typeof review>) => setReview({ ...review, ...change })
  const { overlap, onboarding } = review
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save({ settings: { review } })
  }
  const number = (
    label: string,
    value: number,
    onChange: (value: number) => void,
    limits: { min: number; max: number },
  ) => (
    <TextField
      label={label}
      type="number"
      required
      {...limits}
      value={Number.isNaN(value) ? '' : value}
      onChange={({ target }) => onChange(target.valueAsNumber)}
    />
  )
  const percent = (label: string, share: number, onChange: (share: number) => void, max = 100) =>
    number(label, Math.round(share * 1e4) / 1e2, (value) => onChange(value / 100), { min: 0, max })

  const setScale = (key: (typeof scaleKeys)[number], range: string) => {
    const chosen = ranges.find((one) => one === range)
    const others = review.scales.filter((scale) => scale.key !== key)
    set({ scales: chosen ? [...others, { key, range: chosen }] : others })
  }
  return (
    <Section title={t('title')} about={t('about')}>
      <form id="review" onSubmit={submit} className="flex scroll-mt-16 flex-col gap-6">
        <div className="grid gap-4 sm:grid-cols-2">
          {percent(t('overlapShare'), overlap.share, (share) => set({ overlap: { ...overlap, share } }))}
          {number(t('overlapPeople'), overlap.people, (people) => set({ overlap: { ...overlap, people } }), {
            min: 2,
            max: 9,
          })}
          {number(t('overlapMost'), overlap.most, (most) => set({ overlap: { ...overlap, most } }), {
            min: 2,
            max: 15,
          })}
          {percent(t('auditShare'), review.auditShare, (auditShare) => set({ auditShare }))}
          {percent(t('goldShare'), review.goldShare, (goldShare) => set({ goldShare }), 50)}
          <TextField
            label={t('dailyLimit')}
            hint={t('noLimit')}
            type="number"
            min={1}
            max={10_000}
            value={review.dailyLimit ?? ''}
            onChange={({ target }) => set({ dailyLimit: target.value === '' ? null : target.valueAsNumber })}
          />
        </div>
        <Switch
          label={t('authorsJudge')}
          hint={t('authorsJudgeHint')}
          checked={review.authorsJudge}
          onChange={({ target }) => set({ authorsJudge: target.checked })}
        />
        <Switch
          label={t('onboarding')}
          hint={t('onboardingHint')}
          checked={onboarding.enabled}
          onChange={({ target }) => set({ onboarding: { ...onboarding, enabled: target.checked } })}
        />
        {onboarding.enabled && (
          <div className="grid gap-4 sm:grid-cols-2">
            {number(
              t('quizSize'),
              onboarding.quizSize,
              (quizSize) => set({ onboarding: { ...onboarding, quizSize } }),
              {
                min: 1,
                max: 100,
              },
            )}
            {percent(t('quizPass'), onboarding.quizPass, (quizPass) =>
              set({ onboarding: { ...onboarding, quizPass } }),
            )}
            {number(
              t('trialSize'),
              onboarding.trialSize,
              (trialSize) => set({ onboarding: { ...onboarding, trialSize } }),
              { min: 0, max: 200 },
            )}
            {percent(t('trialPass'), onboarding.trialPass, (trialPass) =>
              set({ onboarding: { ...onboarding, trialPass } }),
            )}
          </div>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          {scaleKeys.map((key) => (
            <Select
              key={key}
              label={t(`scale.${key}`)}
              value={review.scales.find((scale) => scale.key === key)?.range ?? ''}
              options={[
                { value: '', label: t('scaleOff') },
                ...ranges.map((range) => ({ value: range, label: t(`range.${range.replaceAll('.', '_')}`) })),
              ]}
              onChange={({ target }) => setScale(key, target.value)}
            />
          ))}
        </div>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-small text-muted">{t('skip')}</legend>
          {policies.map((policy) => (
            <Checkbox
              key={policy}
              label={t(`policy.${policy}`)}
              checked={review.skip.includes(policy)}
              disabled={review.skip.length === 1 && review.skip[0] === policy}
              onChange={({ target }) =>
                set({
                  skip: policies.filter((one) =>
                    one === policy ? target.checked : review.skip.includes(one),
                  ),
                })
              }
            />
          ))}
        </fieldset>
        <ReviewRules rules={review.rules} types={project.editTypes} onChange={(rules) => set({ rules })} />
        {theirs && <Conflict theirs={JSON.stringify(theirs.settings.review, null, 2)} />}
        <div>
          <Button type="submit" look="main" busy={busy}>
            {t(theirs ? 'saveOver' : 'save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
