'use client'

import { useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { FilterChip } from '@/lib/ui/controls/chip'
import { ProgressRow } from '@/lib/ui/feedback/progress-row'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import type { StatusTone } from '@/lib/ui/feedback/status-dot'
import { ContactSheet } from '@/lib/ui/lists/contact-sheet'
import { SelectionBar } from '@/lib/ui/lists/selection-bar'
import { SideBySide, SidePanel } from '@/lib/ui/lists/side-panel'
import { Thumb } from '@/lib/ui/lists/thumb'
import { useSelection } from '@/lib/ui/lists/use-selection'
import { AppShell } from '@/lib/ui/shell/app-shell'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RunPill } from '@/lib/ui/shell/run-pill'
import { photo } from './photo'

const names = ['edited1', 'chelsea', 'rocket', 'hubble', 'edited2', 'edited3', 'source']
const tones: StatusTone[] = ['accept', 'reject', 'running', 'accept', 'waiting', 'reject', 'accept']
const items = Array.from({ length: 14 }, (_, index) => ({
  key: `i${index}`,
  src: photo(names[index % 7] ?? ''),
  alt: 'a picture',
  title: index % 2 ? 'Make the cat silver' : 'Turn the coffee into matcha',
  detail: `dir .${31 - index} · ssim .${82 - index}`,
  status: { tone: tones[index % 7] ?? 'waiting', label: 'accepted' },
}))
const order = items.map(({ key }) => key)

export function LineRoom() {
  const selection = useSelection(order)
  const [open, setOpen] = useState<string | null>(null)
  const at = open === null ? -1 : order.indexOf(open)
  const walk = (to: number) => (order[to] === undefined ? undefined : () => setOpen(order[to] ?? null))
  return (
    <AppShell
      project={{ name: 'Cafés & interiors', href: '/p/cafes' }}
      user={{ name: 'admin', role: 'admin', email: 'admin@example.org' }}
      counts={{
        catalog: { waiting: 1640 },
        seeds: { waiting: 12 },
        expansion: { waiting: 3980 },
        generation: { waiting: 788, active: true },
        releases: { waiting: 'v0.3' },
      }}
      run={<RunPill href="/" label="Generating" done={412} total={1200} detail="412 of 1,200" />}
    >
      <SideBySide
        panel={
          open && (
            <SidePanel
              title={open}
              onClose={() => setOpen(null)}
              onPrevious={walk(at - 1)}
              onNext={walk(at + 1)}
            >
              <Thumb src={items[at]?.src ?? ''} alt="open" />
            </SidePanel>
          )
        }
      >
        <Page>
          <PageHeader
            title="Run 18 · free-form, SDXL-Turbo"
            about="started 09:14 from expansion 7"
            actions={<Button hint="P">Pause</Button>}
          />
          <ProgressRow
            label="Generating"
            parts={[
              { value: 110, tone: 'accept' },
              { value: 302, tone: 'done' },
            ]}
            total={1200}
            state="running"
            ratePerSecond={3.1}
            onPause={() => undefined}
            onCancel={() => undefined}
            keptOnCancel="412 candidates are kept."
          />
          <StatStrip
            stats={[
              { value: '1,200', label: 'records' },
              { value: '12,360', label: 'candidates made' },
              { value: '1,107', label: 'passed the filter · 9.0 %' },
              { value: '391', label: 'judged so far' },
              { value: '284', label: 'accepted · 72.6 % ± 4.4' },
            ]}
          />
          <div className="flex flex-wrap gap-2">
            <FilterChip onRemove={() => undefined}>passed</FilterChip>
            <FilterChip onRemove={() => undefined}>type: Change color, Turn</FilterChip>
            <span className="ml-auto text-small text-muted">1,107 · newest first</span>
          </div>
          <ContactSheet
            label="Candidates"
            items={items}
            selection={selection}
            onOpen={setOpen}
            openKey={open}
          />
          <SelectionBar selection={selection}>
            <Button look="plain">Make again</Button>
          </SelectionBar>
        </Page>
      </SideBySide>
    </AppShell>
  )
}
