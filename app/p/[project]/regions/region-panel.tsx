'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { Switch } from '@/lib/ui/controls/switch'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import { MaskedPicture } from '@/lib/ui/region/masked-picture'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { toastProblem } from '../../../problem-state'
import type { Walk } from '../light-table'
import { CorrectRegion } from './correct-region'
import { type Region, regionTones } from './types'

const masks = ['fine', 'contour', 'box', 'soft'] as const
type MaskKind = (typeof masks)[number]

interface RegionPanelProps {
  project: string
  region: Region
  walk: Walk
}

/** One region: its four masks on the frame, where it came from, and the way to a corrected version. */
export function RegionPanel({ project, region, walk }: RegionPanelProps) {
  const t = useTranslations('regions')
  const format = useFormatter()
  const client = useQueryClient()
  const [kind, setKind] = useState<MaskKind>('fine')
  const [correcting, setCorrecting] = useState(false)
  const label = useMutation(
    query.regions.label.mutationOptions({
      onError: toastProblem,
      onSettled: () => client.invalidateQueries({ queryKey: query.regions.key() }),
    }),
  )
  const urlOf = { fine: region.fineUrl, contour: region.contourUrl, box: region.boxUrl, soft: region.softUrl }
  const ready = region.status === 'ready'
  const shown = label.isPending ? label.variables.labelled : region.labelled
  const offer = () => label.mutate({ project, id: region.id, labelled: !shown })
  const canCorrect = region.frameUrl !== null
  useKeys([
    ...masks.map((one, index) => ({
      key: String(index + 1),
      label: t(`mask.${one}`),
      group: t('masks'),
      run: () => setKind(one),
      disabled: !ready,
    })),
    { key: 'O', label: t('offer'), run: offer, disabled: !ready || label.isPending },
    { key: 'E', label: t('correct'), run: () => setCorrecting(true), disabled: !canCorrect },
  ])
  return (
    <SidePanel
      title={region.label}
      onClose={walk.onClose}
      onPrevious={walk.onPrevious}
      onNext={walk.onNext}
      actions={
        <Button hint="E" disabled={!canCorrect} onClick={() => setCorrecting(true)}>
          {t('correct')}
        </Button>
      }
    >
      <MaskedPicture
        src={region.frameUrl ?? region.image.thumbUrl}
        alt={region.label}
        mask={urlOf[kind]}
        maskLabel={t(`mask.${kind}`)}
        soft={kind === 'soft'}
      />
      {ready && (
        <SegmentedControl
          label={t('masks')}
          value={kind}
          onChange={setKind}
          segments={masks.map((value, index) => ({
            value,
            label: t(`mask.${value}`),
            hint: String(index + 1),
          }))}
        />
      )}
      <p className="flex items-center gap-2">
        <StatusDot tone={regionTones[region.status]} />
        {t(`status.${region.status}`)}
        <span className="ml-auto">
          <CopyId id={region.id} />
        </span>
      </p>
      {region.status === 'refused' && <ErrorState title={region.reason} fix={t('refusedFix')} />}
      {ready && <Switch label={t('offer')} hint={t('offerHint')} checked={shown} onChange={offer} />}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
        <dt className="text-muted">{t('column.area')}</dt>
        <dd className="tabular-nums">
          {region.areaFraction === null
            ? '–'
            : format.number(region.areaFraction, { style: 'percent', maximumFractionDigits: 1 })}
        </dd>
        <dt className="text-muted">{t('column.contours')}</dt>
        <dd className="tabular-nums">{region.contourCount ?? '–'}</dd>
        <dt className="text-muted">{t('column.engine')}</dt>
        <dd>
          {region.engine ?? '–'}
          {region.engineMs !== null && (
            <span className="text-muted"> · {t('ms', { ms: region.engineMs })}</span>
          )}
        </dd>
        <dt className="text-muted">{t('column.image')}</dt>
        <dd className="truncate">{region.image.name}</dd>
        <dt className="text-muted">{t('column.made')}</dt>
        <dd>
          <RelativeTime at={region.createdAt} />
          {region.parentId && ` · ${t('corrects')}`}
        </dd>
      </dl>
      {correcting && region.frameUrl && (
        <CorrectRegion
          project={project}
          region={{ ...region, frameUrl: region.frameUrl }}
          onClose={() => setCorrecting(false)}
        />
      )}
    </SidePanel>
  )
}
