import { proceduralEditor } from '@/lib/engines/editor/procedural/procedural-editor'
import type { EngineIdentity } from '@/lib/engines/identity'
import { installedEngines } from '@/lib/pipeline/project'
import { ExemplarError } from '@/lib/platform/errors'
import type { GenerationParams } from './schema'

/**
 * The engine that a run is started with, as its row will say. Models live with workers, so that a run which needs one
 * is refused while no worker has it: better now than as a queue that nobody empties.
 */
export const engineOfRun = async ({ engine, encoder }: GenerationParams): Promise<EngineIdentity> => {
  if (engine === 'procedural' && encoder === 'none') return proceduralEditor.identity
  const installed = await installedEngines()
  const missing = (field: string, what: string) =>
    new ExemplarError('unavailable', `No running worker has ${what}.`, {
      field,
      fix: 'Start a worker whose EXEMPLAR_MODELS names the folder of the models; `exemplar models check` says what is missing.',
    })
  if (encoder !== 'none' && !installed.encoder) throw missing('params.encoder', 'CLIP and DINOv2')
  if (engine === 'procedural') return proceduralEditor.identity
  if (!installed.editor) throw missing('params.engine', 'an image editing model')
  return installed.editor
}
