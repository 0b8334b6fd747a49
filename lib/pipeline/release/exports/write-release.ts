import { storage } from '@/lib/platform/storage/blobs'
import type { FoundRelease } from '../find-release'
import { exportImageFolder } from '../formats/export-image-folder'
import { exportParquet } from '../formats/export-parquet'
import type { ManifestFile } from '../formats/manifest'
import type { ExportControl } from '../formats/row'
import type { Sink } from '../formats/sink'
import { aboutOf } from '../freeze-about'
import { releaseRows } from '../release-rows'
import type { ResolvedRules } from '../resolve-rules'
import type { ExportFormat } from '../schema'

/** What every exporter reads a sealed release from. */
export const exportInput = (release: FoundRelease) => ({
  about: aboutOf(release),
  source: releaseRows(release.id),
  blobs: (sha256: string) => storage().read(sha256),
  anchor: (release.rules as unknown as ResolvedRules).anchor,
})

const exporters = { parquet: exportParquet, imagefolder: exportImageFolder }

/**
 * Writes a sealed release to a sink; the worker and the command line both do it with this. An interrupted one goes on
 * when it is called again. Encoding is synchronous computation: not for a process that answers requests or holds jobs.
 */
export const writeRelease = async (
  release: FoundRelease,
  format: ExportFormat,
  sink: Sink,
  control: ExportControl = {},
): Promise<readonly ManifestFile[]> =>
  (await exporters[format]({ ...exportInput(release), sink }, control)).files
