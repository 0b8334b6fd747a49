'use client'

import { useState } from 'react'
import { CompareViewer } from '@/lib/ui/compare/compare-viewer'
import { useHeldPictures } from '@/lib/ui/compare/use-pictures'
import { Button } from '@/lib/ui/controls/button'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { DeskLayout } from '@/lib/ui/layout/desk-layout'
import { CandidateStrip } from '@/lib/ui/lists/candidate-strip'
import { RecentStrip } from '@/lib/ui/lists/recent-strip'
import { AppShell } from '@/lib/ui/shell/app-shell'
import { RunPill } from '@/lib/ui/shell/run-pill'
import { InstructionLine } from '@/lib/ui/words/instruction-line'
import { photo } from './photo'

const candidates = [1, 2, 3, 4].map((n) => ({ key: `c${n}`, src: photo(`edited${n}`), detail: `.${33 - n}` }))
const tones = ['accept', 'reject', 'warn', 'accept', 'reject'] as const

export function DeskRoom() {
  const [current, setCurrent] = useState('c1')
  useHeldPictures(candidates.map(({ src }) => src))
  const at = candidates.findIndex(({ key }) => key === current)
  const none = () => undefined
  useKeys([
    { key: 'A', label: 'Accept', run: none },
    { key: 'R', label: 'Reject', run: none },
  ])
  return (
    <AppShell
      project={{ name: 'Cafés & interiors', href: '/p/cafes' }}
      user={{ name: 'rater', role: 'rater' }}
      run={
        <RunPill href="/" label="Generating" done={412} total={1200} detail="412 of 1,200 · 3.1/s · 4 min" />
      }
      pace="128 today · 11 s each"
    >
      <DeskLayout
        heading={
          <InstructionLine
            instruction="Turn the coffee into matcha"
            editType="Change color"
            editObject="coffee"
            sourceCaption="a cup of coffee on a saucer"
            targetCaption="a cup of matcha on a saucer"
          />
        }
        recent={
          <RecentStrip
            onOpen={none}
            items={tones.map((tone, index) => ({
              key: String(index),
              src: photo(['chelsea', 'rocket', 'hubble'][index % 3] ?? ''),
              label: 'A cat, accepted',
              tone,
            }))}
          />
        }
        viewer={
          <CompareViewer
            className="h-full"
            source={photo('source')}
            edited={candidates[at]?.src ?? ''}
            photo={photo('photo')}
            mask={photo('mask')}
            editedLabel={`edited ${at + 1} of 4`}
            info="change inside 98 %"
          />
        }
        candidates={<CandidateStrip candidates={candidates} current={current} onChoose={setCurrent} />}
        actions={
          <>
            <Button look="accept" hint="A">
              Accept
            </Button>
            <Button look="reject" hint="R">
              Reject…
            </Button>
            <Button look="plain" hint="F">
              Fix and make again
            </Button>
            <Button look="plain" hint="C">
              Comment
            </Button>
            <Button look="plain" hint="S">
              Skip
            </Button>
            <Button look="plain" hint="U">
              Undo
            </Button>
          </>
        }
      />
    </AppShell>
  )
}
