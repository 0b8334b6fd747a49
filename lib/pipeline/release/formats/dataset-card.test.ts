import { describe, expect, it } from 'vitest'
import { cardLicence } from './card-licence'
import { columnsOf } from './columns'
import { renderCard } from './dataset-card'
import { renderLicences } from './licence-files'
import { cell, count } from './markdown'
import type { ReleaseRow } from './row'
import { sampleAbout, sampleRelease } from './sample-release'
import { Summariser } from './summarise'

const columns = columnsOf({ anchor: false })

function summarise(rows: readonly ReleaseRow[]) {
  const summariser = new Summariser(columns)
  for (const row of rows) summariser.add(row)
  return summariser.summary()
}

const card = (rows: readonly ReleaseRow[], about = sampleAbout) =>
  renderCard({
    about,
    summary: summarise(rows),
    columns,
    features: true,
    downloadBytes: { 'free-form': 11, region: 22 },
    dataFiles: (configuration, split) => `data/${configuration}/${split}-*.parquet`,
  })

describe('the dataset card', () => {
  it('names every configuration, split and feature in its front matter', () => {
    const [, front] = card(sampleRelease(60).rows).split('---\n')
    expect(front).toContain(
      'configs:\n- config_name: free-form\n  data_files:\n  - split: train\n    path: data/free-form/train-*.parquet\n',
    )
    expect(front).toContain(
      '- config_name: region\n  features:\n  - name: clip_sim_source\n    dtype: float64\n',
    )
    expect(front).toContain('  - name: mask_image\n    dtype: image\n')
    expect(front).toMatch(/ {2}- name: test\n {4}num_bytes: \d+\n {4}num_examples: 4\n/)
  })

  it('leaves out a configuration without rows', () => {
    const text = card(sampleRelease(60).rows.filter(({ configuration }) => configuration === 'region'))
    expect(text).not.toContain('config_name: free-form')
    expect(text).toContain('config_name: region')
  })

  it('says which samples no model made and which nobody looked at', () => {
    const text = card(sampleRelease(60).rows)
    expect(text).toContain('classical image processing, no model')
    expect(text).toContain('45 by the automatic filter alone')
    expect(text).toContain('No model took part in making the images.')
  })

  it('lists models with digest and licence, and photographs without a licence', () => {
    const [row] = sampleRelease(1).rows
    const generator = {
      ...row!.generator,
      name: 'editor/turbo',
      isModel: true,
      models: [{ name: 'unet', digest: 'ab'.repeat(32), licence: 'Stability-NC' }],
    }
    const rows = [{ ...row!, generator, origin: { ...row!.origin, licence: null } }]
    const text = card(rows)
    expect(text).toContain('| unet | `abababababab` | Stability-NC | 1 |')
    expect(text).toContain('1 photographs state no licence')
    expect(text).toContain('license: other\nlicense_name: mixed\nlicense_link: LICENSES.md\n')
    expect(renderLicences(sampleAbout, summarise(rows))).toContain('ab'.repeat(32))
  })

  it('cannot be broken by what people typed', () => {
    const hostile = { ...sampleAbout, name: 'x"\n---\nlicense: mit', typeTitles: { add: 'A|B<script>' } }
    const text = card(sampleRelease(4).rows, hostile)
    expect(text.split('\n').filter((line) => line === '---')).toHaveLength(2)
    expect(text).toContain('A\\|B\\<script\\>')
  })

  it('counts a photograph once, however many samples show it', () => {
    const summary = summarise(sampleRelease(16).rows)
    expect(summary.photographs).toBe(4)
    expect(summary.licences).toEqual([
      { licence: 'CC-BY-4.0', rows: 8, photographs: 2 },
      { licence: 'CC0-1.0', rows: 8, photographs: 2 },
    ])
  })
})

describe('the licence field', () => {
  const summary = summarise(sampleRelease(2).rows)
  it('is one identifier, a list, or other with a link', () => {
    expect(cardLicence(null, summary)).toEqual({ license: 'cc-by-4.0' })
    expect(cardLicence('MIT', summary)).toEqual({ license: ['cc-by-4.0', 'mit'] })
    expect(cardLicence('Our terms', summary)).toMatchObject({ license: 'other', license_name: 'mixed' })
  })
})

it('writes cells and counts that read the same everywhere', () => {
  expect(cell('a|b\n*c*')).toBe('a\\|b \\*c\\*')
  expect([count(7), count(1234), count(4_000_083)]).toEqual(['7', '1,234', '4,000,083'])
})
