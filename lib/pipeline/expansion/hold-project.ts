import type { Tx } from '@/lib/platform/db'

/**
 * Waits for this project's turn to write texts, until the transaction ends. Two tasks that looked for duplicates at
 * once would not see each other's; the time held is that of a few inserts, while models take seconds.
 */
export const holdProject = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$queryRaw`SELECT 1 FROM "Project" WHERE id = ${projectId}::uuid FOR NO KEY UPDATE`
}
