'use client'

import { useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { ChipChoice } from '@/lib/ui/controls/chip'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { AuthorLayout } from '@/lib/ui/layout/author-layout'
import { RegionCanvas } from '@/lib/ui/region/region-canvas'
import type { DrawnRegion } from '@/lib/ui/region/region-shape'
import { AppShell } from '@/lib/ui/shell/app-shell'
import { WordDiff } from '@/lib/ui/words/word-diff'
import { photo } from './photo'

const types = [
  'Add',
  'Replace',
  'Change color',
  'Change local',
  'Change global',
  'Transform local',
  'Turn',
  'Other',
]

export function AuthorRoom() {
  const [type, setType] = useState('Change color')
  const [target, setTarget] = useState('a cup of matcha on a saucer with a spoon')
  const [region, setRegion] = useState<DrawnRegion | null>(null)
  return (
    <AppShell
      project={{ name: 'Cafés & interiors', href: '/p/cafes' }}
      user={{ name: 'rater', role: 'rater' }}
      pace="14 of 30 this week"
    >
      <AuthorLayout
        title="Write a seed"
        picture={
          <RegionCanvas
            className="h-full"
            src={photo('full')}
            crop={{ rect: { x: 100, y: 0, width: 400, height: 400 }, of: { width: 600, height: 400 } }}
            alt="a cup of coffee"
            width={512}
            height={512}
            initial={{ shape: { kind: 'brush' }, mask: photo('mask') }}
            onChange={setRegion}
            onSegment={async () => photo('mask')}
          />
        }
        fields={
          <>
            <ChipChoice
              label="Kind of edit"
              value={type}
              onChange={setType}
              options={types.map((one, index) => ({ value: one, label: one, count: (index * 3) % 5 }))}
              hint="numbers show how many of each are still wanted"
            />
            <TextField
              label="The photograph shows"
              readOnly
              defaultValue="a cup of coffee on a saucer with a spoon"
            />
            <TextField
              label="Instruction — as you would say it to a helper"
              defaultValue="Turn the coffee into matcha"
              note={{ tone: 'ok', text: 'names “coffee”, region set · new in this project' }}
            />
            <TextArea
              label="The edited photograph would show"
              value={target}
              onChange={(event) => setTarget(event.target.value)}
              note={{ tone: 'ok', text: 'one word changed' }}
            />
            <WordDiff from="a cup of coffee on a saucer with a spoon" to={target} />
            <p className="text-small text-muted" data-testid="region">
              {region ? `${region.shape.kind} ${(100 * region.areaFraction).toFixed(1)} %` : 'no change'}
            </p>
          </>
        }
        actions={
          <>
            <Button look="main" hint="Mod+Enter">
              Submit
            </Button>
            <Button look="plain" hint="S">
              Other photo
            </Button>
            <span className="ml-auto text-small text-muted">draft saved</span>
          </>
        }
      />
    </AppShell>
  )
}
