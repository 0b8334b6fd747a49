import { useTranslations } from 'next-intl'
import type { Run } from './types'

/** `Run 18 · region, procedural`, the same wherever a run is named. */
export const useRunTitle = () => {
  const t = useTranslations('generation')
  return ({ number, mode, engine }: Pick<Run, 'number' | 'mode' | 'engine'>) =>
    t('runTitle', {
      number,
      mode: t(`mode.${mode ?? 'by_record'}`),
      engine: engine.name.replace('editor/', ''),
    })
}
