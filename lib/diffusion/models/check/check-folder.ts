import { ExemplarError } from '@/lib/platform/errors'
import { readOnnxFile } from '../../onnx/onnx-file'
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
      inputs: ['pixel_values', 'input_ids', 'attention_mask'],
      outputs: ['logits', 'pred_boxes'],
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

/** Both exports of SAM: of transformers, and of Meta's own script, whose file names differ from port to port. */
const sam = {
  encoder: {
    inputs: [['pixel_values', 'input_image', 'image', 'images', 'x']],
    outputs: [['image_embeddings', 'embeddings']],
  },
  decoders: [
    {
      inputs: [
        'image_embeddings',
        'point_coords',
        'point_labels',
        'mask_input',
        'has_mask_input',
        'orig_im_size',
      ],
      outputs: ['masks', 'iou_predictions'],
    },
    {
      inputs: ['image_embeddings', 'image_positional_embeddings', 'input_points', 'input_labels'],
      outputs: ['pred_masks', 'iou_scores'],
    },
  ],
} as const

const checkSegmenter = async (folder: ModelFolder, look: Look): Promise<void> => {
  const graphs = [...folder.files.keys()]
    .filter((file) => file.endsWith('.onnx'))
    .map((file) => folder.path(file))
  const fits = async (file: string, contract: Contract): Promise<boolean> => {
    try {
      await checkGraph(file, contract)
      return true
    } catch {
      return false
    }
  }
  const some = async (contracts: readonly Contract[]): Promise<boolean> => {
    for (const file of graphs) for (const contract of contracts) if (await fits(file, contract)) return true
    return false
  }
  // A damaged file fits no contract; that it is damaged is what to say then.
  for (const file of graphs) await look(async () => readOnnxFile(file))
  for (const [part, contracts] of [
    ['image encoder', [sam.encoder]],
    ['mask decoder', sam.decoders],
  ] as const)
    if (!(await some(contracts)))
      await look(async () => {
        const [{ inputs = [], outputs = [] } = {}] = contracts
        throw new ExemplarError(
          'unsupported',
          `None of its ${graphs.length} ONNX files is SAM’s ${part}: inputs ${inputs.flat().join(', ')} and outputs ${outputs.flat().join(', ')} were expected.`,
          { field: part, fix: 'Use a SAM export such as Acly/MobileSAM or Xenova/slimsam-77-uniform.' },
        )
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
