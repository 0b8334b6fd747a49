import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { GenerationParams } from '@/lib/pipeline/generation'
import { createProject, updateProject } from '@/lib/pipeline/project'
import { machineActor, type ProjectActor, systemActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { Shard } from './shard'

export interface RunOrder {
  readonly records: string
  readonly images: string
  readonly engine: GenerationParams['engine']
  /** The folder of the models, where one of them is needed. */
  readonly models: string | undefined
  readonly planner: GenerationParams['planner']
  readonly shard: Shard | undefined
  readonly mode: 'free_form' | 'region' | undefined
  readonly samples: number
  readonly seed: number
}

const digestOf = async (order: RunOrder): Promise<string> => {
  const { records, ...rest } = order
  const hash = createHash('sha256').update(JSON.stringify(rest))
  try {
    for await (const chunk of createReadStream(records)) hash.update(chunk)
  } catch (cause) {
    throw new ExemplarError('not-found', `The records ${records} cannot be read.`, {
      field: 'records',
      cause,
    })
  }
  return hash.digest('hex')
}

/**
 * The project of a headless run, named by what was asked for: the same order finds the same rows, and goes on where it
 * was killed or writes out again what is finished. Without `resume` it begins anew, in a project of its own.
 */
export const openRunProject = async (order: RunOrder, resume: boolean): Promise<ProjectActor> => {
  const again = resume ? '' : `-${Date.now().toString(36)}`
  const slug = `run-${(await digestOf(order)).slice(0, 16)}${again}`
  const known = await db().project.findUnique({ where: { slug } })
  if (known) return systemActor(known.id)
  const made = await createProject(machineActor, { name: 'Headless run', slug })
  const actor = systemActor(made.id)
  await updateProject(actor, { version: made.version, settings: { requireApproval: false } })
  return actor
}
