import { type BlobRef, type ImageRole, imageName, type ReleaseRow } from './row'

export interface EmbeddedImage {
  readonly bytes: Uint8Array
  readonly path: string
}

interface Named {
  readonly name: string
  /** One line for the dataset card. */
  readonly about: string
}

export type Column = Named &
  (
    | { readonly kind: 'float64'; readonly value: (row: ReleaseRow) => number | null }
    | { readonly kind: 'int64'; readonly value: (row: ReleaseRow) => number | null }
    | { readonly kind: 'string'; readonly value: (row: ReleaseRow) => string | null }
    | { readonly kind: 'bool'; readonly value: (row: ReleaseRow) => boolean | null }
    | {
        readonly kind: 'image'
        readonly role: ImageRole
        readonly value: (row: ReleaseRow) => BlobRef | null
      }
  )

/** A score that could not be computed is null: NaN would pass for a number and poison every mean. */
const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null)

/** UltraEdit's columns, names, types and order as published: code written for it reads ours unchanged. */
export const publishedColumns: readonly Column[] = [
  {
    name: 'clip_sim_source',
    kind: 'float64',
    about: 'CLIP: source image against source caption',
    value: (row) => finite(row.scores.clipSource),
  },
  {
    name: 'clip_sim_target',
    kind: 'float64',
    about: 'CLIP: edited image against target caption',
    value: (row) => finite(row.scores.clipTarget),
  },
  {
    name: 'clip_sim_dir',
    kind: 'float64',
    about: 'CLIP: change of image against change of caption',
    value: (row) => finite(row.scores.clipDirection),
  },
  {
    name: 'clip_sim_image',
    kind: 'float64',
    about: 'CLIP: source image against edited image',
    value: (row) => finite(row.scores.clipImage),
  },
  {
    name: 'dinov2_sim',
    kind: 'float64',
    about: 'DINOv2: source image against edited image',
    value: (row) => finite(row.scores.dino),
  },
  {
    name: 'ssim',
    kind: 'float64',
    about: 'Structural similarity of both images',
    value: (row) => finite(row.scores.ssim),
  },
  {
    name: 'source_caption',
    kind: 'string',
    about: 'What the source image shows',
    value: (row) => row.sourceCaption,
  },
  {
    name: 'target_caption',
    kind: 'string',
    about: 'What the edited image shows',
    value: (row) => row.targetCaption,
  },
  {
    name: 'idx',
    kind: 'int64',
    about: 'Number of the instruction record; samples of one record share it',
    value: (row) => row.idx,
  },
  { name: 'edit_prompt', kind: 'string', about: 'The instruction', value: (row) => row.instruction },
  {
    name: 'edit_object',
    kind: 'string',
    about: 'The object edited; null in free-form',
    value: (row) => (row.configuration === 'region' ? row.editObject : null),
  },
  {
    name: 'source_image',
    kind: 'image',
    role: 'source',
    about: 'The image before the edit',
    value: (row) => row.source,
  },
  {
    name: 'edited_image',
    kind: 'image',
    role: 'edited',
    about: 'The image after the edit',
    value: (row) => row.edited,
  },
  {
    name: 'mask_image',
    kind: 'image',
    role: 'mask',
    about: 'White where the edit may change the image; null in free-form',
    value: (row) => (row.configuration === 'region' ? row.mask : null),
  },
]

/** `; ` joins what may itself hold commas: free-text licences. */
const joined = (values: readonly string[]) => [...new Set(values)].sort().join('; ')

const modelsOf = (row: ReleaseRow) =>
  row.generator.models.map(({ name, digest, licence }) => ({ name, digest, licence }))

/**
 * What UltraEdit lacks and trainers ask for: first what they filter and split by, then licences, then how a row was
 * made. Lists are text (JSON or `; `), since list features are spelt differently across versions of `datasets`.
 */
export const provenanceColumns: readonly Column[] = [
  {
    name: 'edit_type',
    kind: 'string',
    about: 'Type of edit, see the counts above',
    value: (row) => row.editType,
  },
  {
    name: 'turn',
    kind: 'int64',
    about: '1 edits the photograph, n+1 edits the result of turn n',
    value: (row) => row.turn,
  },
  {
    name: 'position',
    kind: 'int64',
    about: 'Number of the row, unique in the release',
    value: (row) => row.position,
  },
  {
    name: 'parent_position',
    kind: 'int64',
    about: 'Row whose edited image this one starts from; null in turn 1',
    value: (row) => row.parentPosition,
  },
  {
    name: 'image_sha256',
    kind: 'string',
    about: 'Digest of the photograph: split by it and no photograph leaks into another split',
    value: (row) => row.origin.sha256,
  },
  {
    name: 'image_licence',
    kind: 'string',
    about: 'Licence of the photograph',
    value: (row) => row.origin.licence,
  },
  {
    name: 'image_source',
    kind: 'string',
    about: 'Where the photograph comes from',
    value: (row) => row.origin.source,
  },
  {
    name: 'image_author',
    kind: 'string',
    about: 'Who made the photograph',
    value: (row) => row.origin.author,
  },
  {
    name: 'model_licences',
    kind: 'string',
    about: 'Licences of the models that took part, joined by "; "; null without models',
    value: (row) => joined(row.generator.models.map((model) => model.licence)) || null,
  },
  {
    name: 'decided_by',
    kind: 'string',
    about: 'Who accepted the sample: filter, rater or reviewer',
    value: (row) => row.decidedBy,
  },
  {
    name: 'generator',
    kind: 'string',
    about: 'Engine that made the edit',
    value: (row) => row.generator.name,
  },
  {
    name: 'generator_version',
    kind: 'string',
    about: 'Version of that engine',
    value: (row) => row.generator.version,
  },
  {
    name: 'generator_is_model',
    kind: 'bool',
    about: 'False for classical image processing',
    value: (row) => row.generator.isModel,
  },
  {
    name: 'models',
    kind: 'string',
    about: 'Models as JSON: name, digest of the weights, licence',
    value: (row) => (row.generator.models.length > 0 ? JSON.stringify(modelsOf(row)) : null),
  },
  {
    name: 'operation',
    kind: 'string',
    about: "The engine's own words",
    value: (row) => row.generator.operation,
  },
  { name: 'seed', kind: 'int64', about: 'Seed of the sample', value: (row) => row.generator.seed },
  {
    name: 'parameters',
    kind: 'string',
    about: 'Parameters of the engine as JSON, keys sorted',
    value: (row) => sortedJson(row.generator.params),
  },
  {
    name: 'mask_kind',
    kind: 'string',
    about: 'Which mask is exported: fine, contour, box or soft',
    value: (row) => (row.configuration === 'region' ? row.maskKind : null),
  },
  {
    name: 'l1_distance',
    kind: 'float64',
    about: 'Mean absolute difference on [0, 1] pixels',
    value: (row) => finite(row.scores.l1),
  },
  {
    name: 'l2_distance',
    kind: 'float64',
    about: 'Mean squared difference on [0, 1] pixels',
    value: (row) => finite(row.scores.l2),
  },
  {
    name: 'perceptual_distance',
    kind: 'float64',
    about: 'Perceptual distance of both images',
    value: (row) => finite(row.scores.perceptual),
  },
  {
    name: 'change_inside_region',
    kind: 'float64',
    about: 'Share of the change inside the region, 0–1',
    value: (row) => finite(row.scores.inside),
  },
]

/** Last and only on request: engines that generate both images make it a third picture in every row. */
export const anchorColumn: Column = {
  name: 'anchor_image',
  kind: 'image',
  role: 'anchor',
  about: 'The photograph, where the source image was generated too',
  value: (row) => row.anchor,
}

export const columnsOf = (options: { readonly anchor: boolean }): readonly Column[] => [
  ...publishedColumns,
  ...provenanceColumns,
  ...(options.anchor ? [anchorColumn] : []),
]

/** The blobs that a row embeds under the given columns, in their order. */
export function imagesOf(row: ReleaseRow, columns: readonly Column[]) {
  return columns.flatMap((column) => {
    const blob = column.kind === 'image' ? column.value(row) : null
    return column.kind === 'image' && blob
      ? [{ column: column.name, blob, name: imageName(row, column.role, blob) }]
      : []
  })
}

export function sortedJson(record: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))))
}
