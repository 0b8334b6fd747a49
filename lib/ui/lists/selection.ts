/** What is selected in a list of keys, and from where Shift extends. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly anchor: string | null
}

export const noSelection: Selection = { keys: new Set(), anchor: null }

export function toggle({ keys }: Selection, key: string): Selection {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return { keys: next, anchor: key }
}

/** Everything from the anchor to `key`, both included, added to what was selected. The anchor stays. */
export function extend(selection: Selection, order: readonly string[], key: string): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor)
  const to = order.indexOf(key)
  if (from < 0 || to < 0)
    return toggle({ keys: new Set([...selection.keys].filter((one) => one !== key)), anchor: null }, key)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { keys: new Set([...selection.keys, ...range]), anchor: selection.anchor }
}

/** Leaves out keys that are no longer in the list, so that a bulk action never touches what is not on screen. */
export function within(selection: Selection, order: readonly string[]): Selection {
  const known = new Set(order)
  if ([...selection.keys].every((key) => known.has(key))) return selection
  return { keys: new Set([...selection.keys].filter((key) => known.has(key))), anchor: selection.anchor }
}
