'use client'

import { useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { Checkbox } from '@/lib/ui/controls/checkbox'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { Menu, MenuItem } from '@/lib/ui/controls/menu'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { Select } from '@/lib/ui/controls/select'
import { Switch } from '@/lib/ui/controls/switch'
import { Tabs } from '@/lib/ui/controls/tabs'
import { TextField } from '@/lib/ui/controls/text-field'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { type PictureName, pictures } from '@/lib/ui/feedback/pictures'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot, type StatusTone } from '@/lib/ui/feedback/status-dot'
import { toast } from '@/lib/ui/feedback/toast'
import * as icons from '@/lib/ui/icons'
import { Table } from '@/lib/ui/lists/table'
import { useSelection } from '@/lib/ui/lists/use-selection'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { FileDrop } from '@/lib/ui/upload/file-drop'
import { RelativeTime } from '@/lib/ui/words/relative-time'

const rows = ['coffee', 'cat', 'rocket'].map((name, index) => ({ name, count: 12_345 * (index + 1) }))
const names = rows.map(({ name }) => name)
const tones: StatusTone[] = ['accept', 'ok', 'reject', 'warn', 'waiting', 'running', 'neutral']
const started = new Date(Date.now() - 200_000)

export function PartsRoom() {
  const [view, setView] = useState<'sheet' | 'table'>('sheet')
  const [on, setOn] = useState(true)
  const [open, setOpen] = useState(false)
  const selection = useSelection(names)
  return (
    <Page>
      <PageHeader title="Parts" about={<RelativeTime at={started} />} />
      <Tabs
        label="tabs"
        tabs={[
          { href: '#a', label: 'Images', current: true, count: '1,640' },
          { href: '#b', label: 'Captions', current: false },
        ]}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button look="main" hint="Enter">
          Start
        </Button>
        <Button onClick={() => setOpen(true)}>Dialog</Button>
        <Button busy>Saving…</Button>
        <Button disabled>Disabled</Button>
        <ConfirmButton
          question="Delete 3 images?"
          confirm="Delete"
          onConfirm={() => toast({ text: 'Deleted', action: { label: 'Undo', run: () => undefined } })}
        >
          Delete
        </ConfirmButton>
        <Button
          onClick={() => toast({ kind: 'error', text: 'The image is too large. Send one under 50 MB.' })}
        >
          Fail
        </Button>
        <Menu label="Menu">
          <MenuItem>First</MenuItem>
          <MenuItem>Second</MenuItem>
        </Menu>
        <CopyId id="abc" />
        <SegmentedControl
          label="View"
          value={view}
          onChange={setView}
          segments={[
            { value: 'sheet', label: 'Sheet', hint: 'V', icon: <icons.GridIcon /> },
            { value: 'table', label: 'Table', icon: <icons.ListIcon /> },
          ]}
        />
        {tones.map((tone) => (
          <StatusDot key={tone} tone={tone} label={tone} />
        ))}
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField label="Name" error="Write a name: it is empty." defaultValue="" />
        <TextField label="Slug" hint="Part of the address" defaultValue="cafes" />
        <Select label="Kind" options={[{ value: 'a', label: 'Add' }]} />
        <Switch label="Live" hint="Follow the run" checked={on} onChange={() => setOn(!on)} />
        <Checkbox label="Only mine" />
      </div>
      <Table
        label="Images"
        rows={rows}
        keyOf={(row) => row.name}
        selection={selection}
        onOpen={() => undefined}
        columns={[
          { key: 'name', header: 'Name', cell: (row) => row.name, wide: true },
          { key: 'count', header: 'Count', cell: (row) => row.count.toLocaleString('en'), numeric: true },
        ]}
      />
      <TableSkeleton rows={2} />
      <ErrorState
        title="The run stopped: the disk is full."
        kept="All 412 candidates made so far are kept."
        fix="Free 2 GB, then resume."
        action={<Button>Resume</Button>}
      />
      <FileDrop
        hint="Drop photographs here: JPEG, PNG, WebP, up to 50 MB each"
        accept="image/*"
        folders
        send={async (file, { onProgress }) => {
          for (let share = 0; share < 1; share += 0.25) {
            onProgress(share)
            await new Promise((resolve) => setTimeout(resolve, 60))
          }
          if (file.name.includes('bad')) throw new Error('Not an image: it is HTML.')
        }}
        onAllDone={() => toast({ text: 'All there' })}
      />
      <div className="grid grid-cols-2 sm:grid-cols-4">
        {(Object.keys(pictures) as PictureName[]).map((name) => (
          <EmptyState key={name} picture={name}>
            {name}
          </EmptyState>
        ))}
      </div>
      <div className="flex flex-wrap gap-4 text-muted">
        {Object.entries(icons).map(([name, Icon]) => (
          <span key={name} title={name}>
            <Icon width={24} height={24} />
          </span>
        ))}
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="A question"
        actions={<Button look="main">Yes</Button>}
      >
        <TextField label="Reason" />
      </Dialog>
    </Page>
  )
}
