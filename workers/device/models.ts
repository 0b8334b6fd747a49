import path from 'node:path'
import { type Provider, resolveProvider } from '@/lib/diffusion/onnx/providers'
import { EditPipeline } from '@/lib/diffusion/pipeline/edit-pipeline'
import type { DeviceModels } from '@/lib/engines/device-calls'
import { DiffusionEditor } from '@/lib/engines/editor/diffusion/diffusion-editor'
import type { Encoder } from '@/lib/engines/encoder/encoder'
import { openOnnxEncoder } from '@/lib/engines/encoder/onnx-encoder'
import { identifyModel } from '@/lib/engines/identify-model'
import type { ModelIdentity } from '@/lib/engines/identity'
import { type ModelSegmenter, openGroundedSam } from '@/lib/engines/segmenter/grounded-sam'
import { ModelShelf } from '@/lib/platform/devices/model-shelf'
import { modelsEnv } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'

// The engines of this process, opened with the first request that needs them.

const { modelsHome, EXEMPLAR_MODEL_BATCH, EXEMPLAR_MODEL_IDLE_SECONDS } = modelsEnv()

export const shelf = new ModelShelf({ idleMs: EXEMPLAR_MODEL_IDLE_SECONDS * 1_000 })

/** Everything that was ever opened here: it counts the time inside its models, also once they were given back. */
const opened: { readonly sessionMs: number }[] = []

export const sessionMsSoFar = (): number => opened.reduce((sum, { sessionMs }) => sum + sessionMs, 0)

const providers = new Map<DeviceModels['provider'], Promise<Provider>>()

/** What computes; probed once. */
export const providerOf = ({ provider }: DeviceModels): Promise<Provider> => {
  const known = providers.get(provider) ?? resolveProvider(provider)
  providers.set(provider, known)
  known.catch(() => providers.delete(provider)) // a driver that is not up yet may come
  return known
}

/** The folders that are there, by digest. */
export const identify = (folders: readonly (string | undefined)[]): Promise<ModelIdentity[]> =>
  Promise.all(
    folders
      .filter((folder) => folder !== undefined)
      .map((folder) => identifyModel(folder, path.join(modelsHome, '.digests'))),
  )

const missing = (role: string) =>
  new ExemplarError('unavailable', `This device has no ${role}.`, {
    field: 'models',
    fix: 'Add it to the folder of the models: npx exemplar models pull',
  })

/** Loads and warms a model up, and says how long that took. */
const load = async <M extends { readonly sessionMs: number }>(
  what: string,
  open: () => Promise<M>,
  warmUp: (model: M) => Promise<void>,
): Promise<M> => {
  const begun = performance.now()
  const model = await open()
  opened.push(model)
  await warmUp(model)
  log.info({ model: what, ms: Math.round(performance.now() - begun) }, 'model loaded')
  return model
}

const keyOf = (
  role: string,
  { provider, threads }: DeviceModels,
  ...folders: (string | undefined)[]
): string => [role, provider, threads ?? '', ...folders.map((folder) => folder ?? '')].join(' ')

/** The editor of these models, for as long as `work` takes. Errors: `unavailable` without one, and those of opening it. */
export const withEditor = <T>(
  models: DeviceModels,
  work: (editor: DiffusionEditor) => Promise<T>,
): Promise<T> => {
  const { editor: folder, threads } = models
  if (folder === undefined) throw missing('image editing model')
  const open = async () => {
    const provider = await providerOf(models)
    const pipeline = await EditPipeline.open(folder, {
      provider,
      home: modelsHome,
      ...(threads && { threads }),
    })
    return new DiffusionEditor(pipeline, {
      models: await identify([folder]),
      provider,
      threads,
      batch: EXEMPLAR_MODEL_BATCH ?? (provider === 'cpu' ? 4 : 8),
    })
  }
  return shelf.use(
    keyOf('editor', models, folder),
    () => load('editor', open, (editor) => editor.warmUp()),
    work,
  )
}

export const withEncoder = <T>(models: DeviceModels, work: (encoder: Encoder) => Promise<T>): Promise<T> => {
  const { clip, dinov2, threads } = models
  if (clip === undefined && dinov2 === undefined) throw missing('CLIP and no DINOv2')
  const open = async () =>
    openOnnxEncoder({
      clip: clip ?? null,
      dinov2: dinov2 ?? null,
      models: await identify([clip, dinov2]),
      provider: await providerOf(models),
      ...(threads && { threads }),
    })
  return shelf.use(
    keyOf('encoder', models, clip, dinov2),
    () => load('encoder', open, (encoder) => encoder.warmUp()),
    work,
  )
}

export const withSegmenter = <T>(
  models: DeviceModels,
  work: (segmenter: ModelSegmenter) => Promise<T>,
): Promise<T> => {
  const { sam, grounding, threads } = models
  if (sam === undefined) throw missing('segmentation model')
  const open = async () =>
    openGroundedSam({
      sam,
      grounding: grounding ?? null,
      models: await identify([sam, grounding]),
      provider: await providerOf(models),
      ...(threads && { threads }),
    })
  return shelf.use(
    keyOf('segmenter', models, sam, grounding),
    () => load('segmenter', open, (segmenter) => segmenter.warmUp()),
    work,
  )
}
