import { db, type Tx } from '@/lib/platform/db'

const unknownType = { key: 'other', label: 'Other', labelZh: '其他' }

/** The types and runs that a page of rows names, in two queries whatever their count. */
export const loadRowContext = async (
  rows: readonly { readonly editTypeId: string; readonly runId: string | null }[],
  tx: Tx = db(),
) => {
  const [types, runs] = await Promise.all([
    tx.editType.findMany({
      where: { id: { in: [...new Set(rows.map((row) => row.editTypeId))] } },
      select: { id: true, key: true, label: true, labelZh: true },
    }),
    tx.expansionRun.findMany({
      where: { id: { in: [...new Set(rows.flatMap((row) => row.runId ?? []))] } },
      select: { id: true, number: true },
    }),
  ])
  const typeById = new Map(types.map((type) => [type.id, type]))
  const runById = new Map(runs.map((run) => [run.id, run]))
  return {
    typeOf: (id: string) => typeById.get(id) ?? { id, ...unknownType },
    runOf: (id: string | null) => (id === null ? null : (runById.get(id) ?? null)),
  }
}
