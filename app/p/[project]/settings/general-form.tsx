'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { Section } from '../../../section'
import { Conflict } from './conflict'
import { type SettingsFormProps, useSaveProject } from './use-save-project'

/** The project's name, and what its raters are told, in both languages. */
export function GeneralForm({ project, opened }: SettingsFormProps) {
  const t = useTranslations('settings')
  const { save, busy, theirs } = useSaveProject(project, opened)
  const [language, setLanguage] = useState<'en' | 'zh'>('en')
  const [name, setName] = useState(project.name)
  const [texts, setTexts] = useState({ en: project.guidelines, zh: project.guidelinesZh })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save({ name, guidelines: texts.en, guidelinesZh: texts.zh })
  }
  return (
    <Section title={t('general')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t('name')}
          required
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <div className="flex flex-col gap-2">
          <div>
            <SegmentedControl
              label={t('guidelinesLanguage')}
              value={language}
              onChange={setLanguage}
              segments={[
                { value: 'en', label: 'English' },
                { value: 'zh', label: '简体中文' },
              ]}
            />
          </div>
          <TextArea
            label={t('guidelines')}
            hint={t('guidelinesHint')}
            rows={8}
            maxLength={50_000}
            lang={language}
            value={texts[language]}
            onChange={({ target }) => setTexts({ ...texts, [language]: target.value })}
            className="max-h-[60vh]"
          />
        </div>
        {theirs && (
          <Conflict
            theirs={[theirs.name, language === 'en' ? theirs.guidelines : theirs.guidelinesZh].join('\n\n')}
          />
        )}
        <div>
          <Button type="submit" look="main" busy={busy}>
            {t(theirs ? 'saveOver' : 'save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
