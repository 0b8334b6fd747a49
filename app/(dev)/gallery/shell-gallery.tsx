'use client'

import { Button } from '@/lib/ui/controls/button'
import { toast } from '@/lib/ui/feedback/toast'
import { AppShell } from '@/lib/ui/shell/app-shell'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RunPill } from '@/lib/ui/shell/run-pill'

export function ShellGallery() {
  return (
    <AppShell
      project={{ name: 'Cafés & interiors', href: '/p/cafes' }}
      user={{ role: 'admin', name: 'admin', email: 'admin@example.org' }}
      counts={{
        catalog: { waiting: 1640 },
        seeds: { waiting: 12 },
        generation: { waiting: 788, active: true },
      }}
      run={
        <RunPill
          href="/jobs"
          label="Generating"
          done={412}
          total={1200}
          detail="412 of 1,200 · 3.1/s · 4 min"
        />
      }
      pace="128 today · 11 s each"
    >
      <Page>
        <PageHeader
          title="Run 18"
          about="started 09:14 from expansion 7"
          actions={
            <Button
              look="main"
              hint="Enter"
              onClick={() => toast({ text: 'Done', action: { label: 'Undo', run() {} } })}
            >
              Start
            </Button>
          }
        />
      </Page>
    </AppShell>
  )
}
