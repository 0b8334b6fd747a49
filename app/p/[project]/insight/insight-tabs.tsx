import { useTranslations } from 'next-intl'
import { Tabs } from '@/lib/ui/controls/tabs'

/** What becomes of the work, who judges it how well, and the items that this is seen by. */
export function InsightTabs({
  project,
  current,
}: {
  project: string
  current: 'yield' | 'quality' | 'gold'
}) {
  const t = useTranslations('quality.tabs')
  const base = `/p/${project}/insight`
  return (
    <Tabs
      label={t('label')}
      tabs={[
        { href: base, label: t('yield'), current: current === 'yield' },
        { href: `${base}/quality`, label: t('quality'), current: current === 'quality' },
        { href: `${base}/gold`, label: t('gold'), current: current === 'gold' },
      ]}
    />
  )
}
