/**
 * A number in [0, 1) that is always the same for the same text and different for another: FNV-1a over its characters,
 * mixed by MurmurHash3's finaliser, since FNV alone leaves its high bits almost as they were for texts that differ at
 * their ends only, as UUIDv7 of one moment do.
 */
export const unitHash = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** Whether an item falls into a share of all; each `purpose` draws anew, so that a double look is no more often audited. */
export const inShare = (purpose: 'overlap' | 'audit', id: string, share: number): boolean =>
  unitHash(`${purpose} ${id}`) < share
