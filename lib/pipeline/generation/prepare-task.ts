import type { Draw, EditText } from '@/lib/engines/editor/editor'
import { proceduralEditor } from '@/lib/engines/editor/procedural/procedural-editor'
import type { EngineIdentity } from '@/lib/engines/identity'
import { localDevice } from '@/lib/pipeline/project'
import { db } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { storage } from '@/lib/platform/storage/blobs'
import type { CandidateOrder } from './make-candidates'
import { plannerOf } from './planner-of'
import { drawnRegion, regionOfTask } from './region-of-task'
import { editParams, type GenerationParams, generationParams } from './schema'

interface MadeIn {
  readonly regionId: string | null
  readonly frameId: string
}

/** A task's rows. `madeIn` is where a candidate was made, which may no longer be where one would be made today. */
export const loadTask = async (taskId: string, madeIn?: MadeIn) => {
  const task = await db().generationTask.findUniqueOrThrow({ where: { id: taskId }, include: { run: true } })
  const record = await db().instructionRecord.findUniqueOrThrow({ where: { id: task.recordId } })
  const [image, editType, region] = await Promise.all([
    db().sourceImage.findUniqueOrThrow({ where: { id: record.sourceImageId } }),
    db().editType.findUniqueOrThrow({ where: { id: record.editTypeId } }),
    drawnRegion(task.mode, madeIn ? madeIn.regionId : record.regionId),
  ])
  const frameId = madeIn?.frameId ?? region?.frameId ?? image.frameId
  const params = generationParams.parse(task.run.params)
  return { task, record, image, editType, region, frameId, params }
}

type Loaded = Awaited<ReturnType<typeof loadTask>>

interface Prepared {
  readonly order: CandidateOrder
  readonly engine: EngineIdentity
  readonly frameId: string
  readonly regionId: string | null
  readonly anchorSha: string
}

const engineOf = ({ engine }: GenerationParams): EngineIdentity =>
  engine === 'procedural' ? proceduralEditor.identity : requireEditor(localDevice().engines.editor)

const requireEditor = (editor: EngineIdentity | null): EngineIdentity => {
  if (editor) return editor
  throw new ExemplarError('unavailable', 'This worker has no image editing model.')
}

/** Draws with what a person chose in a fix in place of what was drawn; a parameter that the engine lacks is left out. */
const overruled = (draws: readonly Draw[], chosen: unknown): readonly Draw[] => {
  const choice = editParams.parse(chosen ?? {})
  return draws.map((draw) => ({
    ...draw,
    params: Object.fromEntries(
      Object.entries(draw.params).map(([name, drawn]) => [name, choice[name] ?? drawn]),
    ),
  }))
}

/** Everything that a task's candidates are computed from, read from its rows. */
export const prepareTask = async (loaded: Loaded, signal: AbortSignal): Promise<Prepared> => {
  const { task, record, image, editType, region, frameId, params } = loaded
  const frame = frameId ? await db().frame.findUnique({ where: { id: frameId } }) : null
  if (!frame?.sha256)
    throw new ExemplarError('unavailable', 'The frame of the image has not been rendered yet.')
  const { instruction, sourceCaption, targetCaption, editObject } = record
  const text: EditText = { instruction, sourceCaption, targetCaption, editObject, editType: editType.key }
  const planner = plannerOf(params.engine)
  const support = planner.supports(text)
  if (!support.ok) throw new ExemplarError('refused', support.reason, { fix: support.fix })
  const where =
    task.mode === 'region'
      ? await regionOfTask(
          {
            projectId: task.projectId,
            imageId: image.id,
            frame,
            region,
            editObject,
            canFind: params.engine === 'diffusion',
          },
          signal,
        )
      : null
  const mode = task.mode === 'region' ? 'region' : 'free-form'
  const order: CandidateOrder = {
    text,
    mode,
    anchor: await storage().read(frame.sha256),
    region: where?.masks ?? null,
    draws: overruled(planner.draw(text, task.samples, Number(task.seed), mode), task.params),
  }
  return {
    order,
    engine: engineOf(params),
    frameId: frame.id,
    regionId: where?.regionId ?? null,
    anchorSha: frame.sha256,
  }
}
