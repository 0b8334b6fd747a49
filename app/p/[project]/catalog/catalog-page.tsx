'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { SheetSkeleton, TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { AddIcon, GridIcon, ListIcon } from '@/lib/ui/icons'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { SideBySide } from '@/lib/ui/lists/side-panel'
import { useSelection } from '@/lib/ui/lists/use-selection'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { BulkBar } from './bulk-bar'
import { FilterBar } from './filter-bar'
import { ImageList, type ListLook } from './image-list'
import { ImagePanel } from './image-panel'
import { ImportPanel } from './import-panel'
import { OpenImports } from './open-imports'
import { listInput, useFilters } from './use-filters'

/** Files dragged in from outside, wherever over the page. */
const useFilesDragged = (onDragged: () => void, enabled: boolean) => {
  useEffect(() => {
    if (!enabled) return
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault() // a file dropped beside the target must not replace the page
      onDragged()
    }
    const drop = (event: DragEvent) => event.preventDefault()
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [onDragged, enabled])
}

export function CatalogPage({ project, mayImport }: { project: string; mayImport: boolean }) {
  const t = useTranslations('catalog')
  const { filters, open, add, set } = useFilters()
  const [look, setLook] = useState<ListLook>('sheet')
  const summary = useQuery(query.catalog.images.summary.queryOptions({ input: { project } }))
  const list = useInfiniteQuery(
    query.catalog.images.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...listInput(project, filters), ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  useLive(project, ['images', 'import'], [query.catalog.images.key()])
  const images = list.data?.pages.flatMap((page) => page.items) ?? []
  const selection = useSelection(images.map((image) => image.id))
  const at = images.findIndex((image) => image.id === open)
  const go = (to: number) => images[to] && (() => set({ open: images[to]?.id ?? null }))
  const startAdding = () => set({ add: add ?? 'files' })
  useFilesDragged(startAdding, mayImport && !add)
  useKeys([
    { key: 'V', label: t('look.switch'), run: () => setLook(look === 'sheet' ? 'table' : 'sheet') },
    { key: 'I', label: t('add'), run: startAdding, disabled: !mayImport },
  ])
  const filtered = Object.keys(filters).length > 0

  return (
    <SideBySide
      panel={
        open && (
          <ImagePanel
            key={open}
            project={project}
            id={open}
            summary={summary.data}
            onClose={() => set({ open: null })}
            {...(go(at - 1) && { onPrevious: go(at - 1) })}
            {...(go(at + 1) && { onNext: go(at + 1) })}
          />
        )
      }
    >
      <Page>
        <PageHeader
          title={t('title')}
          about={
            summary.data &&
            t('about', { images: summary.data.images, waiting: summary.data.missing + summary.data.draft })
          }
          actions={
            <>
              <SegmentedControl
                label={t('look.label')}
                compact
                value={look}
                onChange={setLook}
                segments={[
                  { value: 'sheet', label: t('look.sheet'), icon: <GridIcon /> },
                  { value: 'table', label: t('look.table'), icon: <ListIcon /> },
                ]}
              />
              <ButtonLink look="plain" href={`/p/${project}/catalog/imports`}>
                {t('history')}
              </ButtonLink>
              <ButtonLink look="plain" href={`/p/${project}/caption`}>
                {t('captionQueue')}
              </ButtonLink>
              {mayImport && (
                <Button look="main" icon={<AddIcon />} hint="I" onClick={startAdding}>
                  {t('add')}
                </Button>
              )}
            </>
          }
        />
        {mayImport && add && <ImportPanel project={project} start={add} onClose={() => set({ add: null })} />}
        <OpenImports project={project} mayImport={mayImport} />
        <FilterBar filters={filters} summary={summary.data} set={set} />
        {list.isPending ? (
          look === 'sheet' ? (
            <SheetSkeleton />
          ) : (
            <TableSkeleton />
          )
        ) : list.isError ? (
          <ErrorState
            title={t('loadFailed')}
            fix={readProblem(list.error).fix ?? readProblem(list.error).message}
            action={<Button onClick={() => void list.refetch()}>{t('again')}</Button>}
          />
        ) : images.length === 0 ? (
          <EmptyState
            picture={filtered ? 'search' : 'photos'}
            action={
              filtered ? (
                <Button
                  onClick={() => set(Object.fromEntries(Object.keys(filters).map((name) => [name, null])))}
                >
                  {t('clearFilters')}
                </Button>
              ) : (
                mayImport && !add && <Button onClick={startAdding}>{t('add')}</Button>
              )
            }
          >
            {filtered ? t('nothingFound') : t('empty')}
          </EmptyState>
        ) : (
          <ImageList
            look={look}
            images={images}
            selection={selection}
            openKey={open}
            onOpen={(id) => set({ open: id })}
          />
        )}
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
        <BulkBar
          project={project}
          selection={selection}
          summary={summary.data}
          archived={filters.archived === '1'}
        />
      </Page>
    </SideBySide>
  )
}
