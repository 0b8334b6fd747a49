/**
 * The items held after another claim. What is on the screen stays there, so that nothing changes under the hand; the
 * rest comes in the server's order, which puts one's own fixes first. A claimed item replaces the copy that was held,
 * since its lease has a new token.
 */
export function mergeQueue<T extends { readonly id: string }>(
  held: readonly T[],
  claimed: readonly T[],
): T[] {
  const [current] = held
  if (!current) return [...claimed]
  return [
    claimed.find((item) => item.id === current.id) ?? current,
    ...claimed.filter((item) => item.id !== current.id),
  ]
}
