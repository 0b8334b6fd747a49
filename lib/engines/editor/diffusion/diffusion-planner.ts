import type { Editor, EditText, Support } from '@/lib/engines/editor/editor'
import { drawPublished } from '../planner/published'

const refuse = (reason: string, fix: string): Support => ({ ok: false, reason, fix })

const sameWords = (a: string, b: string): boolean =>
  a.trim().replace(/\s+/g, ' ').toLowerCase() === b.trim().replace(/\s+/g, ' ').toLowerCase()

/** The model edits from one caption to another, so both are needed, and need to differ. */
const supports = ({ sourceCaption, targetCaption }: EditText): Support => {
  if (targetCaption.trim() === '')
    return refuse('The record has no target caption.', 'Write what the edited picture shows.')
  if (sameWords(sourceCaption, targetCaption))
    return refuse(
      'Source and target caption are the same, so nothing would change.',
      'Write the edit into the target caption.',
    )
  return { ok: true, operation: 'prompt-to-prompt', needsRegion: false }
}

/** What the diffusion editor plans with: known from the text alone, in processes without its models too. */
export const diffusionPlanner: Pick<Editor, 'supports' | 'draw'> = {
  supports,
  draw: (_, count, seed, mode) => drawPublished(mode, count, seed),
}
