import { useTranslations } from 'next-intl'
import { Tabs } from '@/lib/ui/controls/tabs'

/** What is written, and of it what the language model sees. */
export function SeedTabs({ project, current }: { project: string; current: 'seeds' | 'exemplars' }) {
  const t = useTranslations('seeds.tabs')
  const base = `/p/${project}/seeds`
  return (
    <Tabs
      label={t('label')}
      tabs={[
        { href: base, label: t('seeds'), current: current === 'seeds' },
        { href: `${base}/exemplars`, label: t('exemplars'), current: current === 'exemplars' },
      ]}
    />
  )
}
