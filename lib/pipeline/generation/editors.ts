import type { Editor } from '@/lib/engines/editor/editor'
import { proceduralEditor } from '@/lib/engines/editor/procedural/procedural-editor'
import type { GenerationParams } from './schema'

const editors: Record<GenerationParams['engine'], () => Editor> = {
  procedural: () => proceduralEditor,
}

/** The edit engine that a run was configured with. */
export const editorOf = (engine: GenerationParams['engine']): Editor => editors[engine]()
