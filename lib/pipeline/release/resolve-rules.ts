import { getSettings } from '@/lib/pipeline/project'
import type { Tx } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { ReleaseRules } from './schema'

/** Rules with everything that would otherwise follow the project's settings; a release stores these. */
export interface ResolvedRules extends ReleaseRules {
  readonly states: ('approved' | 'accepted')[]
}

const unknownTypes = async (tx: Tx, projectId: string, rules: ReleaseRules) => {
  const named = [...new Set([...(rules.editTypes ?? []), ...Object.keys(rules.caps)])]
  const known = await tx.editType.findMany({
    where: { projectId, key: { in: named } },
    select: { key: true },
  })
  return named.filter((key) => !known.some((type) => type.key === key))
}

/** Checks rules against the project and fills in what its settings decide. Throws `bad-input` naming the rule. */
export const resolveRules = async (
  tx: Tx,
  projectId: string,
  rules: ReleaseRules,
): Promise<ResolvedRules> => {
  const { requireApproval } = await getSettings(projectId, tx)
  const usual: ResolvedRules['states'] = requireApproval ? ['approved'] : ['approved', 'accepted']
  const states = rules.states ? usual.filter((state) => rules.states?.includes(state)) : usual
  if (rules.states?.some((state) => !usual.includes(state)))
    throw new ExemplarError('bad-input', 'This project releases only what a reviewer approved.', {
      field: 'rules.states',
      fix: 'Leave out “accepted”, or switch approval off in the settings.',
    })
  const [unknown] = await unknownTypes(tx, projectId, rules)
  if (unknown !== undefined)
    throw new ExemplarError('bad-input', `The project has no edit type “${unknown}”.`, {
      field: rules.editTypes?.includes(unknown) ? 'rules.editTypes' : `rules.caps.${unknown}`,
      fix: 'Use the keys of the project’s edit types.',
    })
  if (rules.decidedFrom && rules.decidedTo && rules.decidedFrom > rules.decidedTo)
    throw new ExemplarError('bad-input', 'The first day lies after the last.', {
      field: 'rules.decidedFrom',
      fix: 'Swap the two days.',
    })
  return { ...rules, states }
}
