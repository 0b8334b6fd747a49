export interface GoldAnswer {
  readonly verdict: 'accept' | 'reject'
  /** Any of these may be accepted; none named: any. */
  readonly candidateIds: readonly string[]
  /** A rejection must name one of these; none named: any. */
  readonly reasons: readonly string[]
}

export interface Answer {
  readonly verdict: 'accept' | 'pick' | 'reject' | 'fix'
  readonly candidateId: string | null
  readonly reasons: readonly string[]
}

const meets = (named: readonly string[], given: readonly string[]) =>
  named.length === 0 || given.some((one) => named.includes(one))

/**
 * Whether an answer to a gold item is right. Who sends a bad one to be made again has seen that it is bad, so that
 * counts as the rejection that it implies; what to name as its reason they were not asked.
 */
export const isGoldRight = (gold: GoldAnswer, { verdict, candidateId, reasons }: Answer): boolean => {
  if (gold.verdict === 'accept') return candidateId !== null && meets(gold.candidateIds, [candidateId])
  return verdict === 'fix' || (verdict === 'reject' && meets(gold.reasons, reasons))
}
