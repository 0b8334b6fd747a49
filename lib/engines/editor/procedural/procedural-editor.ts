import { checkMaskSizes, stopIfCancelled } from '@/lib/engines/editor/check-request'
import type {
  Draw,
  EditControl,
  EditedCandidate,
  Editor,
  EditRequest,
  EditText,
  Support,
} from '@/lib/engines/editor/editor'
import type { EngineIdentity } from '@/lib/engines/identity'
import { seedOf } from '@/lib/imaging/paint/random'
import { ExemplarError } from '@/lib/platform/errors'
import { readInstruction } from './read-instruction'
import { sceneOf } from './scene'
import { operationOf, type Task } from './task'

const identity: EngineIdentity = {
  name: 'editor/procedural',
  version: '1',
  isModel: false,
  models: [],
  provider: 'host',
}

const understand = (text: EditText): Task => {
  const reading = readInstruction(text)
  if (reading.ok) return reading.task
  throw new ExemplarError('refused', reading.reason, { field: 'instruction', fix: reading.fix })
}

const supports = (text: EditText): Support => {
  const reading = readInstruction(text)
  if (!reading.ok) return { ok: false, reason: reading.reason, fix: reading.fix }
  const operation = operationOf(reading.task)
  return {
    ok: true,
    operation: operation.describe(reading.task),
    needsRegion: operation.needsRegion(reading.task),
  }
}

/** Draw i has its own seed, `seedOf(seed, i)`, and its parameters come from that seed alone. */
const draw = (text: EditText, count: number, seed: number): readonly Draw[] => {
  const operation = operationOf(understand(text))
  return Array.from({ length: count }, (_, index) => {
    const own = seedOf(seed, index)
    return { index, seed: own, params: operation.drawParams(own) }
  })
}

const requireRegion = ({ mode, region }: EditRequest): void => {
  if (mode === 'region' && !region) {
    throw new ExemplarError('bad-input', 'A region edit needs a region.', {
      field: 'region',
      fix: 'Give the masks of the region, or ask for a free-form edit.',
    })
  }
}

async function* edit(request: EditRequest, control: EditControl = {}): AsyncGenerator<EditedCandidate> {
  requireRegion(request)
  checkMaskSizes(request)
  const task = understand(request.text)
  const operation = operationOf(task)
  const scene = sceneOf(request.anchor, request.mode === 'region' ? request.region : null)
  let done = 0
  for (const wanted of request.draws) {
    // Lets a cancellation that waits in the event loop arrive between two candidates.
    await new Promise((resolve) => setImmediate(resolve))
    stopIfCancelled(control.signal)
    const { edited, mask } = operation.run(scene, task, wanted.params, wanted.seed)
    done += 1
    control.onProgress?.(done / request.draws.length)
    yield { draw: wanted, source: null, edited, mask, operation: operation.describe(task) }
  }
}

/**
 * The embedded editor: classical image processing, no model. It reads the instruction, takes one operation, and refuses
 * by name what it has no operation for.
 */
export const proceduralEditor = { identity, supports, draw, edit } satisfies Editor
