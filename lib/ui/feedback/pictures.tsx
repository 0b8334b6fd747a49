/** Small line drawings for empty pages, 120 × 80; the amber stroke is the thing that is about to happen. */
const soon = 'text-accent-text'

export const pictures = {
  /** Photographs falling onto a light table. */
  photos: (
    <>
      <path d="M14 70h92" />
      <rect x="22" y="26" width="32" height="32" rx="2" transform="rotate(-8 38 42)" />
      <path d="m25 54 9-10 7 6 5-5 8 7" transform="rotate(-8 38 42)" />
      <rect
        x="64"
        y="20"
        width="34"
        height="34"
        rx="2"
        transform="rotate(7 81 37)"
        stroke="currentColor"
        className={soon}
      />
      <path d="m66 48 9-9 6 6 7-8 8 8" transform="rotate(7 81 37)" className={soon} stroke="currentColor" />
    </>
  ),
  /** A photograph and the sentence about it. */
  sentence: (
    <>
      <rect x="12" y="18" width="40" height="40" rx="2" />
      <circle cx="32" cy="38" r="9" strokeDasharray="3 3" />
      <path d="M64 26h40M64 38h30" />
      <path d="M64 50h18" className={soon} stroke="currentColor" />
      <path d="m84 54 1-5 11-11 4 4-11 11z" className={soon} stroke="currentColor" />
    </>
  ),
  /** One exemplar becoming many. */
  many: (
    <>
      <rect x="12" y="30" width="22" height="22" rx="2" className={soon} stroke="currentColor" />
      <path d="M40 41h10m-4-4 4 4-4 4" />
      <rect x="58" y="12" width="16" height="16" rx="2" />
      <rect x="80" y="12" width="16" height="16" rx="2" />
      <rect x="58" y="33" width="16" height="16" rx="2" />
      <rect x="80" y="33" width="16" height="16" rx="2" />
      <rect x="58" y="54" width="16" height="16" rx="2" strokeDasharray="2 3" />
      <rect x="80" y="54" width="16" height="16" rx="2" strokeDasharray="2 3" />
    </>
  ),
  /** A pair waiting to be judged. */
  pair: (
    <>
      <rect x="14" y="16" width="42" height="42" rx="2" />
      <rect x="64" y="16" width="42" height="42" rx="2" />
      <circle cx="35" cy="37" r="10" />
      <circle cx="85" cy="37" r="10" className={soon} stroke="currentColor" />
      <path d="M52 68l5 5 9-10" className={soon} stroke="currentColor" />
    </>
  ),
  /** A region drawn over a picture. */
  region: (
    <>
      <rect x="30" y="10" width="60" height="60" rx="2" />
      <path
        d="M46 44c-4-14 10-24 20-18s14 20 4 28-20 4-24-10z"
        strokeDasharray="4 3"
        className={soon}
        stroke="currentColor"
      />
    </>
  ),
  /** A sealed box with a label. */
  release: (
    <>
      <path d="m60 12 34 14v30L60 70 26 56V26zM26 26l34 14 34-14M60 40v30" />
      <path d="m43 19 34 14v10" className={soon} stroke="currentColor" />
    </>
  ),
  /** Nothing matches. */
  search: (
    <>
      <circle cx="54" cy="36" r="20" />
      <path d="m69 51 16 16" className={soon} stroke="currentColor" />
      <path d="M46 36h16" />
    </>
  ),
  /** All done. */
  done: (
    <>
      <path d="M20 66h80" />
      <circle cx="60" cy="38" r="20" />
      <path d="m51 38 7 7 12-14" className={soon} stroke="currentColor" />
    </>
  ),
} as const

export type PictureName = keyof typeof pictures
