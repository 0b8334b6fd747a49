import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Tx } from '@/lib/platform/db'
import { judgedSamples } from './choose-samples'
import { type ResolvedRules, resolveRules } from './resolve-rules'
import type { Exclusion, ReleasePreview, ReleaseRules } from './schema'

/** One cell of the counts. There are as many as combinations that occur, whatever the number of samples. */
interface Cell {
  excluded: Exclusion | null
  editType: string | null
  configuration: 'free-form' | 'region' | null
  split: 'train' | 'validation' | 'test' | null
  turn: number | null
  licence: string | null
  rows: number
  /** Set in the rows that count photographs by licence, and in the one of all licences. */
  photographs: number | null
  whole: boolean
}

const countCells = (tx: Tx, projectId: string, rules: ResolvedRules) => tx.$queryRaw<Cell[]>`
  WITH ${judgedSamples(projectId, rules)}, counted AS MATERIALIZED (
    SELECT excluded, "editType", configuration, split, turn, licence, photograph FROM judged
  )
  SELECT excluded, "editType", configuration, split, turn, licence, count(*)::int AS rows,
    NULL::int AS photographs, false AS whole
  FROM counted GROUP BY excluded, "editType", configuration, split, turn, licence
  UNION ALL
  SELECT NULL, NULL, NULL, NULL, NULL, licence, 0, count(DISTINCT photograph)::int, grouping(licence) = 1
  FROM counted WHERE excluded IS NULL GROUP BY GROUPING SETS ((licence), ())`

const sum = (cells: readonly Cell[]) => cells.reduce((total, { rows }) => total + rows, 0)

/** Groups cells by a value, in the order of `compare`. */
const by = <K>(cells: readonly Cell[], keyOf: (cell: Cell) => K, compare: (a: K, b: K) => number) => {
  const groups = new Map<K, Cell[]>()
  for (const cell of cells) groups.set(keyOf(cell), [...(groups.get(keyOf(cell)) ?? []), cell])
  return [...groups].sort(([a], [b]) => compare(a, b))
}

const textOrder = <T extends string | null>(a: T, b: T) => ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : 1)

/** Counts what the rules would take and why they leave out the rest, in one pass over the accepted candidates. */
export const previewRules = async (
  tx: Tx,
  projectId: string,
  rules: ResolvedRules,
): Promise<ReleasePreview> => {
  const [all, types] = await Promise.all([
    countCells(tx, projectId, rules),
    tx.editType.findMany({ where: { projectId }, orderBy: { position: 'asc' } }),
  ])
  const cells = all.filter(({ photographs }) => photographs === null)
  const taken = cells.filter(({ excluded }) => excluded === null)
  const photographs = all.filter((cell) => cell.photographs !== null)
  const photographsOf = (licence: string | null) =>
    photographs.find((cell) => !cell.whole && cell.licence === licence)?.photographs ?? 0
  return {
    considered: sum(cells),
    rows: sum(taken),
    photographs: photographs.find(({ whole }) => whole)?.photographs ?? 0,
    types: types.flatMap(({ key, label, labelZh, archivedAt }) => {
      const considered = sum(cells.filter(({ editType }) => editType === key))
      if (archivedAt && considered === 0) return []
      const rowsIn = (configuration: string) =>
        sum(taken.filter((cell) => cell.editType === key && cell.configuration === configuration))
      return { key, label, labelZh, considered, freeForm: rowsIn('free-form'), region: rowsIn('region') }
    }),
    configurations: (['free-form', 'region'] as const).map((configuration) => ({
      configuration,
      considered: sum(cells.filter((cell) => cell.configuration === configuration)),
      rows: sum(taken.filter((cell) => cell.configuration === configuration)),
    })),
    licences: by(cells, ({ licence }) => licence, textOrder).map(([licence, group]) => ({
      licence,
      considered: sum(group),
      rows: sum(group.filter(({ excluded }) => excluded === null)),
      photographs: photographsOf(licence),
    })),
    turns: by(
      cells,
      ({ turn }) => turn ?? 1,
      (a, b) => a - b,
    ).map(([turn, group]) => ({
      turn,
      considered: sum(group),
      rows: sum(group.filter(({ excluded }) => excluded === null)),
    })),
    splits: (['train', 'validation', 'test'] as const).map((split) => ({
      split,
      rows: sum(taken.filter((cell) => cell.split === split)),
    })),
    excluded: by(cells, ({ excluded }) => excluded, textOrder).flatMap(([reason, group]) =>
      reason === null ? [] : [{ reason, rows: sum(group) }],
    ),
    unlicensed: photographsOf(null),
  }
}

export const previewRelease = async (actor: ProjectActor, rules: ReleaseRules): Promise<ReleasePreview> =>
  previewRules(db(), actor.projectId, await resolveRules(db(), actor.projectId, rules))
