import type { EditMode } from '@/lib/engines/editor/editor'
import { cardLicence } from './card-licence'
import type { Column } from './columns'
import type { ReleaseAbout } from './manifest'
import { cell, count, table } from './markdown'
import { configurations, type Split } from './row'
import type { PartCount, ReleaseSummary } from './summarise'

export interface CardInput {
  readonly about: ReleaseAbout
  readonly summary: ReleaseSummary
  readonly columns: readonly Column[]
  /** Whether the front matter states features and sizes: true for Parquet, whose types it must repeat. */
  readonly features: boolean
  /** Bytes of the files to download, by configuration. */
  readonly downloadBytes?: Readonly<Record<EditMode, number>>
  /** The pattern of a part's files, for `configs`. */
  readonly dataFiles: (configuration: EditMode, split: Split) => string
}

/**
 * The release's README.md as the Hub reads it. `configs` is mandatory for two configurations; `dataset_info` repeats
 * the features, so that images load as images even where the Parquet key is ignored.
 */
export function renderCard(input: CardInput): string {
  return `---\n${frontMatter(input)}---\n\n${body(input)}`
}

/** A JSON string is a YAML double-quoted scalar. */
const quoted = (text: string) => JSON.stringify(text)

const partsOf = (summary: ReleaseSummary, configuration: EditMode): PartCount[] =>
  summary.parts.filter((part) => part.configuration === configuration)

function frontMatter(input: CardInput): string {
  const { about, summary, dataFiles } = input
  const used = configurations.filter((configuration) => partsOf(summary, configuration).length > 0)
  const lines: string[] = []
  if (about.languages.length > 0)
    lines.push('language:', ...about.languages.map((code) => `- ${quoted(code)}`))
  for (const [key, value] of Object.entries(cardLicence(about.licence, summary))) {
    if (typeof value === 'string') lines.push(`${key}: ${value}`)
    else lines.push(`${key}:`, ...value.map((licence: string) => `- ${licence}`))
  }
  lines.push(
    `pretty_name: ${quoted(`${about.name} ${about.version}`)}`,
    'size_categories:',
    `- ${sizeCategory(summary.rows)}`,
    'task_categories:',
    '- image-to-image',
    'tags:',
    '- image-editing',
    '- instruction-based-image-editing',
    '- exemplar',
  )
  if (input.features && used.length > 0)
    lines.push('dataset_info:', ...used.flatMap((name) => datasetInfo(input, name)))
  if (used.length > 0) lines.push('configs:')
  for (const configuration of used) {
    lines.push(`- config_name: ${configuration}`, '  data_files:')
    for (const { split } of partsOf(summary, configuration)) {
      lines.push(`  - split: ${split}`, `    path: ${dataFiles(configuration, split)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function datasetInfo({ summary, columns, downloadBytes }: CardInput, configuration: EditMode): string[] {
  const parts = partsOf(summary, configuration)
  return [
    `- config_name: ${configuration}`,
    '  features:',
    ...columns.flatMap(({ name, kind }) => [`  - name: ${name}`, `    dtype: ${kind}`]),
    '  splits:',
    ...parts.flatMap(({ split, rows, bytes }) => [
      `  - name: ${split}`,
      `    num_bytes: ${bytes}`,
      `    num_examples: ${rows}`,
    ]),
    ...(downloadBytes ? [`  download_size: ${downloadBytes[configuration]}`] : []),
    `  dataset_size: ${parts.reduce((sum, part) => sum + part.bytes, 0)}`,
  ]
}

function sizeCategory(rows: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [1_000, 'n<1K'],
    [10_000, '1K<n<10K'],
    [100_000, '10K<n<100K'],
    [1_000_000, '100K<n<1M'],
    [10_000_000, '1M<n<10M'],
  ]
  return steps.find(([limit]) => rows < limit)?.[1] ?? '10M<n<100M'
}

function body(input: CardInput): string {
  const { about, summary } = input
  return `${[
    `# ${cell(about.name)} ${cell(about.version)}`,
    about.description.trim(),
    `${count(summary.rows)} samples for instruction-based image editing, made from ${count(summary.photographs)} photographs. ` +
      'A sample is an image, an instruction, the edited image and, in `region`, the mask of the region edited.',
    '## What it holds',
    contents(input),
    '## How it was made',
    making(input),
    '## Filter',
    filters(about),
    '## Licences',
    licences(summary),
    '## Loading',
    loading(input),
    '## Columns',
    table(
      ['Column', 'Type', 'Meaning'],
      input.columns.map(({ name, kind, about: meaning }) => [`\`${name}\``, kind, cell(meaning)]),
    ),
    '## Known limits',
    limits(summary),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function contents({ about, summary }: CardInput): string {
  const byPart = table(
    ['Configuration', 'Split', 'Samples'],
    summary.parts.map(({ configuration, split, rows }) => [configuration, split, count(rows)]),
    [2],
  )
  const byType = table(
    ['Edit type', 'free-form', 'region', 'All'],
    summary.types.map(({ type, freeForm, region }) => [
      cell(about.typeTitles[type] ?? type),
      count(freeForm),
      count(region),
      count(freeForm + region),
    ]),
    [1, 2, 3],
  )
  const byTurn =
    summary.turns.length > 1
      ? [
          table(
            ['Turn', 'Samples'],
            summary.turns.map(({ turn, rows }) => [String(turn), count(rows)]),
            [1],
          ),
        ]
      : []
  return [byPart, byType, ...byTurn].join('\n\n')
}

const deciders: Readonly<Record<string, string>> = {
  filter: 'the automatic filter alone, with no person looking',
  rater: 'a rater',
  reviewer: 'a reviewer',
}

function making({ summary }: CardInput): string {
  const engines = table(
    ['Engine', 'Version', 'Kind', 'Samples'],
    summary.generators.map(({ name, version, isModel, rows }) => [
      cell(name),
      cell(version),
      isModel ? 'generative model' : 'classical image processing, no model',
      count(rows),
    ]),
    [3],
  )
  const decisions = summary.decidedBy
    .map(({ decider, rows }) => `${count(rows)} by ${deciders[decider] ?? decider}`)
    .join(', ')
  const generated =
    summary.generatedSources > 0
      ? `In ${count(summary.generatedSources)} samples the source image was generated from the photograph too.`
      : 'Every source image is a photograph or an accepted edit of one.'
  return [engines, `Accepted: ${decisions || 'none'}.`, generated].join('\n\n')
}

function filters({ thresholds }: ReleaseAbout): string {
  const rows = configurations.flatMap((configuration) =>
    Object.entries(thresholds[configuration])
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([score, least]) => [configuration, `\`${cell(score)}\``, `≥ ${least}`]),
  )
  if (rows.length === 0) return 'No automatic threshold was applied.'
  return `${table(['Configuration', 'Score', 'Kept if'], rows)}\n\nA score that no encoder computed is null and rejects nothing.`
}

function licences(summary: ReleaseSummary): string {
  const images = table(
    ['Licence of photographs', 'Photographs', 'Samples'],
    summary.licences.map(({ licence, photographs, rows }) => [
      licence === null ? 'not stated' : cell(licence),
      count(photographs),
      count(rows),
    ]),
    [1, 2],
  )
  const models =
    summary.models.length === 0
      ? 'No model took part in making the images.'
      : table(
          ['Model', 'Digest', 'Licence', 'Samples'],
          summary.models.map(({ name, digest, licence, rows }) => [
            cell(name),
            `\`${cell(digest.slice(0, 12))}\``,
            cell(licence),
            count(rows),
          ]),
          [3],
        )
  return [
    images,
    models,
    'Each photograph with its source and author is in ATTRIBUTION.jsonl, the summary in LICENSES.md.',
  ].join('\n\n')
}

function loading(input: CardInput): string {
  const { summary } = input
  const first = configurations.find((configuration) => partsOf(summary, configuration).length > 0)
  if (!first) return 'The release is empty.'
  const split = partsOf(summary, first)[0]?.split ?? 'train'
  return [
    '```python',
    'from datasets import load_dataset',
    '',
    '# The path of this folder, or the name of its repository on the Hub.',
    `rows = load_dataset("path/to/this/folder", "${first}", split="${split}")`,
    input.features
      ? 'rows[0]["source_image"], rows[0]["edit_prompt"], rows[0]["edited_image"]'
      : 'rows[0]["source"], rows[0]["edit_prompt"], rows[0]["edited"]',
    '```',
  ].join('\n')
}

function limits(summary: ReleaseSummary): string {
  const procedural = summary.generators
    .filter(({ isModel }) => !isModel)
    .reduce((sum, { rows }) => sum + rows, 0)
  const byFilter = summary.decidedBy.find(({ decider }) => decider === 'filter')?.rows ?? 0
  const unlicensed = summary.licences.find(({ licence }) => licence === null)?.photographs ?? 0
  const lines = [
    procedural > 0 &&
      `${count(procedural)} samples were edited by classical image processing: narrower in content and style than a generative model's.`,
    byFilter > 0 && `${count(byFilter)} samples passed the automatic filter and were seen by nobody.`,
    unlicensed > 0 && `${count(unlicensed)} photographs state no licence: check them before any use.`,
    'Samples of one photograph share its content: split by `image_sha256`.',
    'Scores depend on the encoders that computed them; thresholds do not carry over to others.',
  ]
  return lines.flatMap((line) => (line ? [`- ${line}`] : [])).join('\n')
}
