import { ExemplarError } from '@/lib/platform/errors'
import { readOnnxFile } from '../../onnx/onnx-file'
import { samFiles } from '../../segment/sam-files'
import { openTokenizer } from '../../text/open-tokenizer'
import { pipelineIndex, transformersConfig } from '../configs'
import { type ModelFolder, openFolder } from '../open-folder'
import { type HubFolder, openHubFolder } from '../open-hub-folder'
import { checkEditor } from './check-editor'
import { type Contract, checkGraph } from './contract'
import { type Look, lookInto, type Problem } from './look'

export const modelRoles = ['editor', 'detector', 'segmenter', 'clip', 'dinov2', 'dino'] as const
export type ModelRole = (typeof modelRoles)[number]

export interface RoleVerdict {
  readonly role: ModelRole
  readonly ok: boolean
  /** Empty where it can play the part. */
  readonly problems: readonly Problem[]
}

export interface FolderVerdict {
  readonly root: string
  /** What the folder says it is: a pipeline's class or a model type; null where it says nothing. */
  readonly kind: string | null
  readonly bytes: number
  readonly roles: readonly RoleVerdict[]
}

const hubPart =
  (types: readonly string[], check: (hub: HubFolder, look: Look) => Promise<void>) =>
  async (folder: ModelFolder, look: Look): Promise<void> => {
    const hub = await look(() => openHubFolder(folder.root))
    if (!hub) return
    const { model_type: type } = hub.config
    if (types.includes(type)) return check(hub, look)
    await look(async () => {
      throw new ExemplarError(
        'unsupported',
        `${folder.root}/config.json says ${type}; ${types.join(' or ')} was expected.`,
        { field: 'model_type' },
      )
    })
  }

const pixels: Contract['inputs'] = ['pixel_values']

const checkDetector = hubPart(['grounding-dino'], async (hub, look) => {
  await look(() =>
    checkGraph(hub.onnx('model'), {
      inputs: [['pixel_values', 'img'], 'input_ids'],
      outputs: ['logits', ['pred_boxes', 'boxes']],
    }),
  )
  await look(async () => hub.folder.path(hub.folder.has('tokenizer.json') ? 'tokenizer.json' : 'vocab.txt'))
})

const checkClip = hubPart(['clip'], async (hub, look) => {
  if (hub.has('vision_model') && hub.has('text_model')) {
    await look(() => checkGraph(hub.onnx('vision_model'), { inputs: pixels, outputs: ['image_embeds'] }))
    await look(() => checkGraph(hub.onnx('text_model'), { inputs: ['input_ids'], outputs: ['text_embeds'] }))
  } else
    await look(() =>
      checkGraph(hub.onnx('model'), {
        inputs: ['input_ids', 'pixel_values'],
        outputs: ['text_embeds', 'image_embeds'],
      }),
    )
  await look(() => openTokenizer(hub.root))
})

const checkDino = (types: readonly string[]) =>
  hubPart(types, async (hub, look) => {
    await look(() => checkGraph(hub.onnx('model'), { inputs: pixels, outputs: ['last_hidden_state'] }))
  })

/** Meta's own decoder, which takes boxes too, and that of transformers, which takes points. */
const samDecoders = {
  meta: {
    inputs: ['image_embeddings', 'point_coords', 'point_labels'],
    outputs: ['masks', 'iou_predictions'],
  },
  points: {
    inputs: ['image_embeddings', 'input_points', 'input_labels'],
    outputs: ['pred_masks', 'iou_scores'],
  },
} as const

const checkSegmenter = async (folder: ModelFolder, look: Look): Promise<void> => {
  const files = await look(async () => samFiles(folder))
  if (!files) return
  await look(() => checkGraph(files.encoder, { inputs: [], outputs: ['image_embeddings'] }))
  // One decoder that can be served is enough; of several that cannot, the first says why.
  await look(async () => {
    let reason: unknown
    for (const file of files.decoders) {
      const isMeta = readOnnxFile(file).inputs.some(({ name }) => name === 'point_coords')
      try {
        return await checkGraph(file, isMeta ? samDecoders.meta : samDecoders.points)
      } catch (error) {
        reason ??= error
      }
    }
    throw reason
  })
}

const checks: Record<ModelRole, (folder: ModelFolder, look: Look) => Promise<void>> = {
  editor: checkEditor,
  detector: checkDetector,
  segmenter: checkSegmenter,
  clip: checkClip,
  dinov2: checkDino(['dinov2', 'dinov2_with_registers']),
  dino: checkDino(['vit']),
}

const kindOf = async (folder: ModelFolder): Promise<string | null> => {
  if (folder.has('model_index.json'))
    return (await folder.readJson('model_index.json', pipelineIndex).catch(() => null))?._class_name ?? null
  if (!folder.has('config.json')) return null
  return (await folder.readJson('config.json', transformersConfig).catch(() => null))?.model_type ?? null
}

/**
 * Which parts a model folder can play, and for each other part everything that is in the way. Reads configurations,
 * tokenizers and the structure of graphs; no weights. Errors: `not-found` where there is no folder.
 */
export const checkFolder = async (root: string): Promise<FolderVerdict> => {
  const folder = await openFolder(root)
  const roles: RoleVerdict[] = []
  for (const role of modelRoles) {
    const problems: Problem[] = []
    await checks[role](folder, lookInto(problems))
    roles.push({ role, ok: problems.length === 0, problems })
  }
  const bytes = [...folder.files.values()].reduce((sum, size) => sum + size, 0)
  return { root: folder.root, kind: await kindOf(folder), bytes, roles }
}
