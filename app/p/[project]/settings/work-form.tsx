'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { Switch } from '@/lib/ui/controls/switch'
import { TextField } from '@/lib/ui/controls/text-field'
import { Section } from '../../../section'
import { Conflict } from './conflict'
import { RejectReasons } from './reject-reasons'
import { type SettingsFormProps, useSaveProject } from './use-save-project'

/** How work is handed out and judged, and what pictures and regions are let in. */
export function WorkForm({ project, opened }: SettingsFormProps) {
  const t = useTranslations('settings')
  const { save, busy, theirs } = useSaveProject(project, opened)
  const [settings, setSettings] = useState(project.settings)
  const { image, region } = settings
  const set = (change: Partial<typeof settings>) => setSettings({ ...settings, ...change })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // Only what this form shows: other parts of the settings belong to other pages.
    const { requireApproval, allowSelfReview, leaseMinutes, rejectReasons } = settings
    save({ settings: { requireApproval, allowSelfReview, leaseMinutes, rejectReasons, image, region } })
  }
  const number = (
    label: string,
    value: number,
    onChange: (value: number) => void,
    limits: { min: number; max?: number; step?: number | 'any' },
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
  return (
    <Section title={t('work.title')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Switch
          label={t('work.requireApproval')}
          hint={t('work.requireApprovalHint')}
          checked={settings.requireApproval}
          onChange={({ target }) => set({ requireApproval: target.checked })}
        />
        <Switch
          label={t('work.allowSelfReview')}
          hint={t('work.allowSelfReviewHint')}
          checked={settings.allowSelfReview}
          onChange={({ target }) => set({ allowSelfReview: target.checked })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          {number(t('work.leaseMinutes'), settings.leaseMinutes, (leaseMinutes) => set({ leaseMinutes }), {
            min: 1,
            max: 120,
          })}
          {number(
            t('work.captionMaxWords'),
            image.captionMaxWords,
            (captionMaxWords) => set({ image: { ...image, captionMaxWords } }),
            { min: 5, max: 200 },
          )}
          {number(
            t('work.maxMegapixels'),
            image.maxMegapixels,
            (maxMegapixels) => set({ image: { ...image, maxMegapixels } }),
            { min: 0.1, max: 400, step: 'any' },
          )}
          {number(
            t('work.maxMegabytes'),
            image.maxMegabytes,
            (maxMegabytes) => set({ image: { ...image, maxMegabytes } }),
            { min: 1, max: 500, step: 'any' },
          )}
          {number(
            t('work.frameSize'),
            image.frameSize,
            (frameSize) => set({ image: { ...image, frameSize } }),
            { min: 64, max: 2048, step: 8 },
          )}
          <span className="max-sm:hidden" />
          {number(
            t('work.minArea'),
            Math.round(region.minArea * 1e4) / 100,
            (percent) => set({ region: { ...region, minArea: percent / 100 } }),
            { min: 0, max: 100, step: 'any' },
          )}
          {number(
            t('work.maxArea'),
            Math.round(region.maxArea * 1e4) / 100,
            (percent) => set({ region: { ...region, maxArea: percent / 100 } }),
            { min: 0, max: 100, step: 'any' },
          )}
        </div>
        <RejectReasons
          reasons={settings.rejectReasons}
          onChange={(rejectReasons) => set({ rejectReasons })}
        />
        {theirs && <Conflict theirs={JSON.stringify(theirs.settings, null, 2)} />}
        <div>
          <Button type="submit" look="main" busy={busy}>
            {t(theirs ? 'saveOver' : 'save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
