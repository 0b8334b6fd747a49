'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { Switch } from '@/lib/ui/controls/switch'
import type { RunOrder } from './types'

export type EngineChoice = Required<Pick<NonNullable<RunOrder['params']>, 'engine' | 'encoder' | 'planner'>>

export const embedded: EngineChoice = { engine: 'procedural', encoder: 'none', planner: 'published' }

interface EngineFieldsProps {
  project: string
  value: EngineChoice
  onChange: (choice: EngineChoice) => void
}

/** Who edits and who scores. Only what a running worker has can be chosen; without models there is nothing to choose. */
export function EngineFields({ project, value, onChange }: EngineFieldsProps) {
  const t = useTranslations('generation.engine')
  const { data } = useQuery(query.generation.engines.queryOptions({ input: { project } }))
  if (!data) return null
  if (!data.editor && !data.encoder) return <p className="text-small text-muted">{t('none')}</p>
  return (
    <div className="flex flex-col gap-3">
      {data.editor && (
        <SegmentedControl
          label={t('label')}
          value={value.engine}
          onChange={(engine) => onChange({ ...value, engine })}
          segments={[
            { value: 'procedural', label: t('procedural') },
            { value: 'diffusion', label: t('diffusion') },
          ]}
        />
      )}
      {value.engine === 'diffusion' && data.editor && (
        <p className="text-small text-muted">
          {t('runsOn', { model: data.editor.name, provider: data.editor.provider })}
        </p>
      )}
      {data.encoder && (
        <Switch
          label={t('encoder')}
          hint={t('encoderHint')}
          checked={value.encoder !== 'none'}
          onChange={({ target }) => onChange({ ...value, encoder: target.checked ? 'clip-dinov2' : 'none' })}
        />
      )}
      {value.encoder !== 'none' && (
        <Switch
          label={t('adaptive')}
          hint={t('adaptiveHint')}
          checked={value.planner === 'adaptive'}
          onChange={({ target }) =>
            onChange({ ...value, planner: target.checked ? 'adaptive' : 'published' })
          }
        />
      )}
    </div>
  )
}
