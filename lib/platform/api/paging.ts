/** Cuts one row too many into a page and its cursor. Ask the database for `limit + 1` rows ordered by id. */
export const toPage = <T extends { id: string }, V>(
  rows: readonly T[],
  limit: number,
  view: (row: T) => V,
): { items: V[]; next: string | null } => {
  const items = rows.slice(0, limit)
  return { items: items.map(view), next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** Prisma's `where` for the page after `cursor`, newest first. */
export const before = (cursor: string | undefined): { id?: { lt: string } } =>
  cursor ? { id: { lt: cursor } } : {}
