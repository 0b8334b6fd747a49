/**
 * The label that most of the votes name; of a tie, the one that was voted for first, which is as good a guess as any and
 * the same every time. Null of no votes.
 */
export const majorityVote = (votes: readonly string[]): string | null => {
  const counts = new Map<string, number>()
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  return [...counts].find(([, count]) => count === most)?.[0] ?? null
}
