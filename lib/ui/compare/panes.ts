import type { CompareMode } from './compare-settings'
import type { Draw } from './painter/painter'

/** Addresses of what is compared, all in one frame. */
export interface Compared {
  readonly source: string
  readonly edited: string
  /** The version that `edited` mends. */
  readonly parent?: string | null
  /** The photograph that the source was made from. */
  readonly photo?: string | null
  readonly mask?: string | null
}

export type PictureName = 'source' | 'edited' | 'parent' | 'photo' | 'target'

/** One pane: a picture, or two of which the second lies beyond the slider's line or is subtracted. */
export interface Pane {
  readonly kind: Draw['kind']
  readonly first: { readonly name: PictureName; readonly url: string }
  readonly second?: { readonly name: PictureName; readonly url: string }
}

interface Looking {
  readonly mode: CompareMode
  /** Whether the parent stands in the source's place. */
  readonly againstParent: boolean
  /** The photograph covers the pair. */
  readonly photo: boolean
  /** Blink's second picture shows. */
  readonly swapped: boolean
}

/** What stands in which pane. */
export function panesOf(
  { source, edited, parent, photo, mask }: Compared,
  { mode, againstParent, photo: photoOn, swapped }: Looking,
): Pane[] {
  const picture = (name: PictureName, url: string): Pane => ({ kind: 'picture', first: { name, url } })
  if (photoOn && photo) return [picture('photo', photo)]
  const first =
    againstParent && parent
      ? ({ name: 'parent', url: parent } as const)
      : ({ name: 'source', url: source } as const)
  const second = { name: 'edited', url: edited } as const
  switch (mode) {
    case 'slider':
    case 'difference':
      return [{ kind: mode, first, second }]
    case 'blink':
      return [swapped ? picture('edited', edited) : { kind: 'picture', first }]
    case 'side':
      return [
        { kind: 'picture', first },
        { kind: 'picture', first: second },
      ]
    case 'every':
      return [
        picture('source', source),
        ...(mask ? [{ kind: 'target', first: { name: 'target', url: source } } as const] : []),
        ...(parent ? [picture('parent', parent)] : []),
        picture('edited', edited),
      ]
  }
}
