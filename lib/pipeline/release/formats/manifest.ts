import type { ReleaseSummary } from './summarise'
import type { FileFacts } from './write-file'

/** What is known of a release besides its rows. Nothing in it may depend on when or where it is exported. */
export interface ReleaseAbout {
  readonly name: string
  readonly version: string
  /** One or two sentences of the admin's. */
  readonly description: string
  /** BCP 47 codes of the captions and instructions. */
  readonly languages: readonly string[]
  /** Licence of the dataset as such (texts, masks, selection); null when the admin chose none. */
  readonly licence: string | null
  /** The rules that chose the rows, as the admin set them. */
  readonly rules: Readonly<Record<string, unknown>>
  /** The automatic filter of each configuration: score → least value kept. Empty when the filter was off. */
  readonly thresholds: Readonly<Record<'free-form' | 'region', Readonly<Record<string, number>>>>
  /** Title of each edit type's key, in the project's words. */
  readonly typeTitles: Readonly<Record<string, string>>
}

export interface ManifestFile extends FileFacts {
  /** Of a shard: number of rows, and the digest of all that decides its bytes. */
  readonly rows?: number
  readonly content?: string
}

export interface ReleaseManifest {
  readonly format: 'exemplar-release'
  readonly formatVersion: 1
  readonly release: ReleaseAbout
  readonly counts: ReleaseSummary
  readonly files: readonly ManifestFile[]
}

export const manifestPath = 'release.json'
export const sumsPath = 'SHA256SUMS'

export function renderManifest(
  release: ReleaseAbout,
  counts: ReleaseSummary,
  files: readonly ManifestFile[],
): string {
  const manifest: ReleaseManifest = {
    format: 'exemplar-release',
    formatVersion: 1,
    release,
    counts,
    files: byPath(files),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** As `sha256sum --check` reads it. */
export const renderSums = (files: readonly FileFacts[]): string =>
  byPath(files)
    .map(({ sha256, path }) => `${sha256}  ${path}\n`)
    .join('')

const byPath = <F extends FileFacts>(files: readonly F[]): readonly F[] =>
  [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
