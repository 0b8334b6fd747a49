import { diffusionPlanner } from '@/lib/engines/editor/diffusion/diffusion-planner'
import type { Editor } from '@/lib/engines/editor/editor'
import { proceduralEditor } from '@/lib/engines/editor/procedural/procedural-editor'
import type { GenerationParams } from './schema'

/** What is known of an engine without its models: what it can do, and which candidates it would make. */
type EditPlanner = Pick<Editor, 'supports' | 'draw'>

const planners: Record<GenerationParams['engine'], () => EditPlanner> = {
  procedural: () => proceduralEditor,
  diffusion: () => diffusionPlanner,
}

/** Plans for the edit engine that a run was configured with. */
export const plannerOf = (engine: GenerationParams['engine']): EditPlanner => planners[engine]()
