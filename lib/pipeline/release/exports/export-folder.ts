import path from 'node:path'
import { env } from '@/lib/platform/env'
import { isId } from '@/lib/platform/ids'
import type { ExportFormat } from '../schema'

/**
 * Where an export's files lie: `<EXEMPLAR_HOME>/exports/<project>/<release>/<format>`. All three names are ours, never
 * a person's, so that none can lead elsewhere.
 */
export const exportFolder = (projectId: string, releaseId: string, format: ExportFormat): string => {
  if (!isId(projectId) || !isId(releaseId)) throw new Error('an export folder is named by ids only')
  return path.join(env().EXEMPLAR_HOME, 'exports', projectId, releaseId, format)
}
