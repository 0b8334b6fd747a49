import { contentWords } from './content-words'

/**
 * Near-duplicate instructions, at the scale of a pool.
 *
 * Two instructions are near-duplicates when their content words are the same in the same order, but for spelling
 * mistakes, or when one only adds a word or two to a long other. A word in the place of another word is a
 * different edit, however long the rest: `make the cat red` and `make the cat blue` share 80 % of their letters
 * and must both stay.
 *
 * Finding the few candidates among a million uses {@link bandCount} band keys. The first is a hash of the words'
 * letter sets, which a doubled or swapped letter leaves as they are, so that those are always found. The others
 * are MinHash (Broder 1997) over character trigrams, three rows each: a pair of trigram similarity s
 * meets in one of them with probability 1 − (1 − s³)⁷, that is .98 at s = .75 and .03 at .17. What the bands find
 * is then decided by {@link isNearDuplicate}, never by the hashes.
 */
export const bandCount = 8
const bandRows = 3

/** Share of the longer instruction's content words that the shorter must hold, all of its own, in order. */
export const additionThreshold = 0.8

const minHashBands = bandCount - 1
const hashes = minHashBands * bandRows

/** Odd multipliers and offsets of the hash family, from a fixed xorshift so that stored band keys never change. */
const family = (() => {
  let state = 0x9e3779b9
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  return Array.from({ length: hashes }, () => ({ multiply: next() | 1, add: next() }))
})()

const fnvOffset = 0x811c9dc5
const fnvPrime = 0x01000193

function mix(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function hashText(text: string): number {
  let hash = fnvOffset
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), fnvPrime)
  return mix(hash) | 0
}

/** First letter and sorted set of letters: `ballon` and `balloon` → `bablno`. Short words stay themselves. */
function letterSet(word: string): string {
  return word.length < 5 ? word : `${word[0]}${[...new Set(word)].sort().join('')}`
}

function trigramHashes(words: readonly string[]): Set<number> {
  const padded = `  ${words.join(' ')} `
  const found = new Set<number>()
  for (let i = 0; i + 3 <= padded.length; i++) {
    let hash = fnvOffset
    for (let j = i; j < i + 3; j++) hash = Math.imul(hash ^ padded.charCodeAt(j), fnvPrime)
    found.add(mix(hash))
  }
  return found
}

function bandKeysOfWords(words: readonly string[]): number[] {
  const smallest = new Uint32Array(hashes).fill(0xffffffff)
  for (const trigram of trigramHashes(words)) {
    for (let i = 0; i < hashes; i++) {
      const { multiply, add } = family[i] as { multiply: number; add: number }
      const value = mix(Math.imul(trigram, multiply) + add)
      if (value < (smallest[i] as number)) smallest[i] = value
    }
  }
  const keys: number[] = [hashText(words.map(letterSet).join(' '))]
  for (let band = 0; band < minHashBands; band++) {
    let key = Math.imul(fnvOffset ^ (band + 1), fnvPrime)
    for (let row = 0; row < bandRows; row++) {
      key = Math.imul(key ^ (smallest[band * bandRows + row] as number), fnvPrime)
    }
    keys.push(mix(key) | 0)
  }
  return keys
}

/**
 * {@link bandCount} signed 32-bit integers (PostgreSQL's `integer`). The band's number is hashed in, so they may
 * be stored as one `integer[]` with a GIN index and candidates found with `&&`.
 */
export function bandKeys(text: string): number[] {
  return bandKeysOfWords(contentWords(text))
}

/** A slip of the fingers: a doubled or dropped letter, or two letters swapped; never in the first letter. */
function isMisspelling(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 5 || long.length - short.length > 1 || short[0] !== long[0]) return false
  let at = 1
  while (at < short.length && short[at] === long[at]) at++
  if (/\d/u.test(long)) return false
  if (short.length === long.length) {
    const swapped = short[at] === long[at + 1] && short[at + 1] === long[at]
    return swapped && short.slice(at + 2) === long.slice(at + 2)
  }
  if (long.slice(at + 1) !== short.slice(at)) return false
  // A letter that doubles its neighbour is a slip in any word; another one may well make a different short word.
  return long[at] === long[at - 1] || short.length >= 7
}

const sameWord = (a: string, b: string) => a === b || isMisspelling(a, b)

/** Whether the shorter list is the longer one with words left out; taking the first match is never worse. */
function sameWording(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 0) return long.length === 0
  if (short.length / long.length < additionThreshold) return false
  let spare = long.length - short.length
  let at = 0
  for (const word of short) {
    while (!sameWord(word, long[at] as string)) {
      if (spare === 0) return false
      spare--
      at++
    }
    at++
  }
  return true
}

/** Whether two instructions ask for the same edit in nearly the same words. Symmetric; true of equal texts. */
export function isNearDuplicate(a: string, b: string): boolean {
  return sameWording(contentWords(a), contentWords(b))
}

interface Entry<Id> {
  readonly id: Id
  readonly words: readonly string[]
}

/**
 * An index that grows one instruction at a time. Measured: 0.1 ms and 1 kB of heap an
 * instruction, so a run's own texts belong here and a pool of a million in the database, under {@link bandKeys}; `find` looks at
 * the instructions that share a band and stops after {@link NearDuplicateIndex.bucketLimit} of one band, since a
 * band shared by thousands holds a phrase that is common, not a duplicate.
 */
export class NearDuplicateIndex<Id = string> {
  static readonly bucketLimit = 128

  readonly #entries: Entry<Id>[] = []
  readonly #byKey = new Map<string, number>()
  readonly #byBand = new Map<number, number[]>()

  get size(): number {
    return this.#byKey.size
  }

  /** The id of an instruction that this one repeats, or null. */
  find(text: string): Id | null {
    const words = contentWords(text)
    return this.#find(words, bandKeysOfWords(words))
  }

  /** Adds the instruction unless it repeats one; returns the id of the one that it repeats, or null when added. */
  add(id: Id, text: string): Id | null {
    const words = contentWords(text)
    const bands = bandKeysOfWords(words)
    const twin = this.#find(words, bands)
    if (twin !== null) return twin
    const at = this.#entries.push({ id, words }) - 1
    this.#byKey.set(words.join(' '), at)
    for (const band of bands) {
      const bucket = this.#byBand.get(band)
      if (bucket === undefined) this.#byBand.set(band, [at])
      else if (bucket.length < NearDuplicateIndex.bucketLimit) bucket.push(at)
    }
    return null
  }

  #find(words: readonly string[], bands: readonly number[]): Id | null {
    const exact = this.#byKey.get(words.join(' '))
    if (exact !== undefined) return this.#entries[exact]?.id ?? null
    const seen = new Set<number>()
    for (const band of bands) {
      for (const at of this.#byBand.get(band) ?? []) {
        if (seen.has(at)) continue
        seen.add(at)
        const entry = this.#entries[at]
        if (entry !== undefined && sameWording(entry.words, words)) return entry.id
      }
    }
    return null
  }
}
