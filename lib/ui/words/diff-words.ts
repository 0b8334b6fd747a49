export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Words with the punctuation that follows them apart, every Chinese character by itself, spaces kept. */
const tokens = (text: string) =>
  text.match(/\s+|\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}'’-])+|[^\s\p{L}\p{N}]/gu) ?? []

/**
 * The shortest way from one sentence to another in whole words (longest common subsequence), removed before added.
 * Sentences are captions of at most a few hundred tokens, so the plain quadratic table is quick enough.
 */
export function diffWords(from: string, to: string): DiffPart[] {
  const a = tokens(from)
  const b = tokens(to)
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))

  const parts: DiffPart[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed) parts.push({ kind: 'removed', text: removed })
    if (added) parts.push({ kind: 'added', text: added })
    removed = added = ''
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = a[i]
    const right = b[j]
    if (left !== undefined && left === right) {
      // A space between two changed words is changed with them: “red car” → “blue van” is one change, not two.
      const inside =
        /^\s+$/.test(left) && (removed || added) && a[i + 1] !== undefined && a[i + 1] !== b[j + 1]
      if (inside) {
        removed += left
        added += left
      } else {
        flush()
        const last = parts.at(-1)
        if (last?.kind === 'same') parts[parts.length - 1] = { kind: 'same', text: last.text + left }
        else parts.push({ kind: 'same', text: left })
      }
      i++
      j++
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      removed += left
      i++
    } else {
      added += right ?? ''
      j++
    }
  }
  flush()
  return parts
}
