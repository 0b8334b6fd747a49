import { Readable } from 'node:stream'
import { getProject } from '@/lib/pipeline/project'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { toFolder } from '../formats/disk-sink'
import { zipFiles, zipImageFolder } from '../formats/zip-image-folder'
import { exportFolder } from './export-folder'
import { findExport } from './find-export'
import type { StoredFile } from './list-exports'
import { downloadHeaders, requireDone } from './serve-file'
import { exportInput } from './write-release'

/**
 * Streams an export as one zip, made while it is read: nothing is stored, and a part at a time is in memory. The same
 * export gives the same bytes. An ImageFolder comes straight from the sealed rows and the storage.
 */
export const serveExportZip = async (
  request: Request,
  actor: ProjectActor,
  exportId: string,
): Promise<Response> => {
  const row = await findExport(actor, exportId)
  requireDone(row)
  const { release, projectId } = row
  const { slug } = await getProject(actor)
  const headers = downloadHeaders(`${slug}-${release.version}-${row.format}.zip`, 'application/zip')
  if (request.method === 'HEAD') return new Response(null, { headers })
  const zip =
    row.format === 'imagefolder'
      ? zipImageFolder(exportInput(release), request.signal)
      : zipFiles(
          toFolder(exportFolder(projectId, release.id, 'parquet')),
          row.files as unknown as StoredFile[],
          request.signal,
        )
  return new Response(Readable.toWeb(zip) as ReadableStream, { headers })
}
