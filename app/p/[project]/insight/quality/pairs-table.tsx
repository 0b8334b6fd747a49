import { useTranslations } from 'next-intl'
import type { QualityView } from '@/lib/pipeline/insight/client'
import { Table } from '@/lib/ui/lists/table'

/** How far two people agree beyond chance, those who agree least first. */
export function PairsTable({ pairs }: { pairs: QualityView['pairs'] }) {
  const t = useTranslations('quality')
  return (
    <Table
      label={t('pairs')}
      rows={pairs}
      keyOf={({ people, items, kappa }) => `${people.join(' ')} ${items} ${kappa}`}
      columns={[
        {
          key: 'people',
          header: t('column.people'),
          wide: true,
          cell: ({ people: [one, two] }) => t('pair', { one, two }),
        },
        {
          key: 'items',
          header: t('column.common'),
          numeric: true,
          cell: ({ items }) => t('number', { value: items }),
        },
        {
          key: 'kappa',
          header: t('column.kappa'),
          numeric: true,
          cell: ({ kappa }) => (kappa === null ? '–' : t('figure', { value: kappa })),
        },
      ]}
    />
  )
}
