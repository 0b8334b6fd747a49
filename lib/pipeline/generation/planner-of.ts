import type { Editor } from '@/lib/engines/editor/editor'
import { proceduralEditor } from '@/lib/engines/editor/procedural/procedural-editor'
import { ExemplarError } from '@/lib/platform/errors'
import type { GenerationParams } from './schema'

/** What is known of an engine without its models: what it can do, and which candidates it would make. */
type EditPlanner = Pick<Editor, 'supports' | 'draw'>

const planners: Record<GenerationParams['engine'], () => EditPlanner> = {
  procedural: () => proceduralEditor,
  diffusion: () => {
    throw new ExemplarError('unavailable', 'The diffusion engine is not part of this version.')
  },
}

/** Plans for the edit engine that a run was configured with. */
export const plannerOf = (engine: GenerationParams['engine']): EditPlanner => planners[engine]()
