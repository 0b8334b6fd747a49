import { type Column, imagesOf } from './columns'
import { contentBytes } from './parquet-limits'
import { configurations, type Part, partName, type ReleaseRow, splits } from './row'

export interface PartCount extends Part {
  rows: number
  /** Of the values alone, see `contentBytes`. */
  bytes: number
}

export interface LicenceCount {
  readonly licence: string | null
  rows: number
  photographs: number
}

export interface GeneratorCount {
  readonly name: string
  readonly version: string
  readonly isModel: boolean
  rows: number
}

export interface ModelCount {
  readonly name: string
  readonly digest: string
  readonly licence: string
  rows: number
}

/** What a release holds, counted in one pass. Everything is sorted, so that the same rows read the same. */
export interface ReleaseSummary {
  readonly rows: number
  readonly photographs: number
  readonly bytes: number
  readonly parts: readonly PartCount[]
  /** Rows by edit type, then by configuration. */
  readonly types: readonly { readonly type: string; readonly freeForm: number; readonly region: number }[]
  readonly turns: readonly { readonly turn: number; readonly rows: number }[]
  readonly decidedBy: readonly { readonly decider: string; readonly rows: number }[]
  readonly generators: readonly GeneratorCount[]
  readonly models: readonly ModelCount[]
  readonly licences: readonly LicenceCount[]
  readonly generatedSources: number
  readonly images: number
}

/** Counts rows as they pass. Its memory grows with the number of photographs (a digest each), not of rows. */
export class Summariser {
  private readonly photographs = new Set<string>()
  private readonly parts = new Map<string, PartCount>()
  private readonly types = new Map<string, { type: string; freeForm: number; region: number }>()
  private readonly turns = new Map<number, { turn: number; rows: number }>()
  private readonly deciders = new Map<string, { decider: string; rows: number }>()
  private readonly generators = new Map<string, GeneratorCount>()
  private readonly models = new Map<string, ModelCount>()
  private readonly licences = new Map<string | null, LicenceCount>()
  private generatedSources = 0
  private images = 0

  constructor(private readonly columns: readonly Column[]) {}

  add(row: ReleaseRow): void {
    const { configuration, split, editType, generator, origin } = row
    const part = upsert(this.parts, partName(row), () => ({ configuration, split, rows: 0, bytes: 0 }))
    part.rows++
    part.bytes += contentBytes(row, this.columns)
    const type = upsert(this.types, editType, () => ({ type: editType, freeForm: 0, region: 0 }))
    if (configuration === 'free-form') type.freeForm++
    else type.region++
    upsert(this.turns, row.turn, () => ({ turn: row.turn, rows: 0 })).rows++
    upsert(this.deciders, row.decidedBy, () => ({ decider: row.decidedBy, rows: 0 })).rows++
    upsert(this.generators, `${generator.name} ${generator.version}`, () => ({
      name: generator.name,
      version: generator.version,
      isModel: generator.isModel,
      rows: 0,
    })).rows++
    for (const { name, digest, licence } of generator.models) {
      upsert(this.models, `${name} ${digest}`, () => ({ name, digest, licence, rows: 0 })).rows++
    }
    const licence = upsert(this.licences, origin.licence, () => ({
      licence: origin.licence,
      rows: 0,
      photographs: 0,
    }))
    licence.rows++
    if (!this.photographs.has(origin.sha256)) {
      this.photographs.add(origin.sha256)
      licence.photographs++
    }
    if (row.anchor) this.generatedSources++
    this.images += imagesOf(row, this.columns).length
  }

  summary(): ReleaseSummary {
    const parts = [...this.parts.values()].sort((a, b) => partOrder(a) - partOrder(b))
    return {
      rows: parts.reduce((sum, part) => sum + part.rows, 0),
      photographs: this.photographs.size,
      bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
      parts,
      types: sorted(this.types, ({ type }) => type),
      turns: sorted(this.turns, ({ turn }) => String(turn).padStart(9, '0')),
      decidedBy: sorted(this.deciders, ({ decider }) => decider),
      generators: sorted(this.generators, ({ name, version }) => `${name} ${version}`),
      models: sorted(this.models, ({ name, digest }) => `${name} ${digest}`),
      licences: sorted(this.licences, ({ licence }) => licence ?? '\uffff'),
      generatedSources: this.generatedSources,
      images: this.images,
    }
  }
}

function upsert<K, V>(map: Map<K, V>, key: K, fresh: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = fresh()
  map.set(key, made)
  return made
}

/** free-form before region; inside each train, validation, test. */
const partOrder = ({ configuration, split }: Part) =>
  configurations.indexOf(configuration) * splits.length + splits.indexOf(split)

/** By code unit and not by locale, which differs between machines. */
function sorted<V>(map: ReadonlyMap<unknown, V>, key: (value: V) => string): V[] {
  return [...map.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
