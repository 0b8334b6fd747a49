import { z } from 'zod'
import { defineJob, handleJob } from '@/lib/platform/queue/define-job'

/** Chooses a release's rows, freezes them and computes the digest. Only the database works, so it is light. */
export const sealReleaseJob = defineJob({
  name: 'release.seal',
  queue: 'light',
  payload: z.object({ releaseId: z.uuid(), attempt: z.number().int() }),
})

/** Writes a sealed release in one format. */
export const exportReleaseJob = defineJob({
  name: 'release.export',
  queue: 'export',
  payload: z.object({ exportId: z.uuid(), attempt: z.number().int() }),
})

export const releaseHandlers = [
  handleJob(sealReleaseJob, async () => (await import('./seal-release')).sealRelease, {
    dead: async (tx, payload, error) => (await import('./fail-sealing')).failSealing(tx, payload, error),
    revive: async (tx, { releaseId }) => {
      await (await import('./retry-sealing')).reviveSealing(tx, releaseId)
    },
  }),
  handleJob(exportReleaseJob, async () => (await import('./exports/run-export')).runExport, {
    dead: async (tx, payload, error) =>
      (await import('./exports/fail-export')).failExport(tx, payload, error),
    revive: async (tx, { exportId }) => {
      await (await import('./exports/revive-export')).reviveExport(tx, exportId)
    },
  }),
]
