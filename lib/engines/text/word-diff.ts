import { normaliseText } from './normalise'

export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  /** Words with single spaces between them. */
  readonly text: string
}

const bare = (word: string) => word.toLowerCase().replace(/^\p{P}+|\p{P}+$/gu, '')

/**
 * What changed between two captions, word by word (longest common subsequence; case and edge punctuation don't
 * count as change). Runs are joined and a removal comes before the addition that replaces it. Quadratic in words,
 * meant for captions.
 */
export function wordDiff(source: string, target: string): DiffPart[] {
  const a = normaliseText(source).split(' ').filter(Boolean)
  const b = normaliseText(target).split(' ').filter(Boolean)
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] as number
  const same = (i: number, j: number) => bare(a[i] as string) === bare(b[j] as string)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const parts: { kind: DiffPart['kind']; words: string[] }[] = []
  const put = (kind: DiffPart['kind'], word: string) => {
    const last = parts.at(-1)
    if (last?.kind === kind) last.words.push(word)
    else parts.push({ kind, words: [word] })
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(i, j)) {
      put('same', b[j] as string)
      i++
      j++
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      put('removed', a[i] as string)
      i++
    } else {
      put('added', b[j] as string)
      j++
    }
  }
  return parts.map(({ kind, words }) => ({ kind, text: words.join(' ') }))
}
