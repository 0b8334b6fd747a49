import { db, type Tx } from '@/lib/platform/db'
import { type ProjectSettings, readSettings } from './settings'

export const getSettings = async (projectId: string, tx: Tx = db()): Promise<ProjectSettings> => {
  const { settings } = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { settings: true },
  })
  return readSettings(settings)
}
