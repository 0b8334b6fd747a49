import type { DeviceEngines, DeviceModels } from '@/lib/engines/device-calls'
import type { EngineIdentity } from '@/lib/engines/identity'
import { identify as identifyFolders, providerOf } from './models'

/** What the rows of these models record. Errors: `unavailable` where their provider cannot be used here. */
export const identify = async (models: DeviceModels): Promise<DeviceEngines> => {
  const provider = await providerOf(models)
  const engine = async (name: string, ...folders: (string | undefined)[]): Promise<EngineIdentity> => ({
    name,
    version: '1',
    isModel: true,
    models: await identifyFolders(folders),
    provider,
  })
  const { editor, clip, dinov2, sam, grounding } = models
  return {
    editor: editor === undefined ? null : await engine('editor/diffusion', editor),
    encoder: clip === undefined && dinov2 === undefined ? null : await engine('encoder/onnx', clip, dinov2),
    segmenter: sam === undefined ? null : await engine('segmenter/grounded-sam', sam, grounding),
  }
}
