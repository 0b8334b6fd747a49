import { encodeRle } from '@/lib/imaging/masks/rle'
import type { MaskSession } from '@/lib/imaging/masks/tiles/mask-session'
import type { StudioMask } from './studio-contract'

/** Why a mask can't be saved: engines would be given nothing, or everything. */
export type UnsavableReason = 'empty' | 'full'

export type StudioRegion =
  | ({ readonly ok: true } & StudioMask)
  | { readonly ok: false; readonly reason: UnsavableReason }

/** What is drawn, as it travels: what engines take as marked, which is neither nothing nor everything. */
export const regionOfSession = (session: MaskSession): StudioRegion => {
  const { mask } = session
  const { marked, pixels, engines } = session.state()
  const bounds = mask.bounds(127)
  if (!bounds || marked === 0) return { ok: false, reason: 'empty' }
  if (marked === pixels) return { ok: false, reason: 'full' }
  const rle = encodeRle(mask.read({ x: 0, y: 0, width: mask.width, height: mask.height }))
  return { ok: true, rle, areaFraction: marked / pixels, bounds, engines }
}
