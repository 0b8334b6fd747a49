import type { SegmentPrompt } from '@/lib/engines/segmenter/segmenter'
import type { RegionInput } from './schema'

/** What was drawn, as a segmenter takes it. A painted mask is an answer and not a prompt. */
export const promptOf = (input: Exclude<RegionInput, { kind: 'mask' }>, label: string): SegmentPrompt => {
  if (input.kind === 'label') return { kind: 'label', label, regions: [] }
  if (input.kind === 'box' || input.kind === 'polygon') return input
  const { box, ...rest } = input
  return { ...rest, ...(box && { box }) }
}
