export interface Opinion {
  readonly decisionId: string
  /** The candidate that it accepts; null: it rejects all. */
  readonly candidateId: string | null
}

export type Resolution =
  /** Ask somebody else, until `wanted` people have judged it. */
  | { readonly kind: 'ask'; readonly wanted: number }
  | { readonly kind: 'agreed'; readonly decisionId: string }
  /** As many said the one as the other: a reviewer decides. `decisionId` is the earliest acceptance. */
  | { readonly kind: 'tie'; readonly decisionId: string }

export interface OverlapRule {
  /** Judgements that are wanted by now. */
  readonly wanted: number
  /** How many people may be asked where opinions differ. */
  readonly most: number
}

/** Of the acceptances, the earliest of those that name the candidate which most of them name. */
const favourite = (accepting: readonly Opinion[]): Opinion | undefined => {
  const votes = new Map<string | null, number>()
  for (const { candidateId } of accepting) votes.set(candidateId, (votes.get(candidateId) ?? 0) + 1)
  const most = Math.max(...votes.values())
  return accepting.find(({ candidateId }) => votes.get(candidateId) === most)
}

/**
 * What several independent judgements of one item, in the order in which they were made, come to. People first agree
 * on whether it is acceptable, by majority; which candidate is the best is then settled among those who accept. One more
 * person is asked for as long as the majority could still turn and fewer than `most` have spoken.
 */
export const resolveOpinions = (opinions: readonly Opinion[], { wanted, most }: OverlapRule): Resolution => {
  const [first] = opinions
  if (!first || opinions.length < wanted) return { kind: 'ask', wanted: Math.max(wanted, 1) }
  const accepting = opinions.filter(({ candidateId }) => candidateId !== null)
  const rejecting = opinions.filter(({ candidateId }) => candidateId === null)
  const [more, fewer] = accepting.length > rejecting.length ? [accepting, rejecting] : [rejecting, accepting]
  const chosen = (more === accepting ? favourite(accepting) : more[0]) ?? first
  const open = Math.max(0, most - opinions.length)
  if (fewer.length === 0 || more.length > fewer.length + open)
    return { kind: 'agreed', decisionId: chosen.decisionId }
  if (open > 0) return { kind: 'ask', wanted: opinions.length + 1 }
  if (more.length > fewer.length) return { kind: 'agreed', decisionId: chosen.decisionId }
  return { kind: 'tie', decisionId: (favourite(accepting) ?? first).decisionId }
}
