import { getSettings, updateEditType, updateProject } from '@/lib/pipeline/project'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { Progress } from '../progress'
import { withWorker } from '../with-worker'
import { type DemoContent, readDemo } from './demo-content'
import { expandDemo } from './expand-demo'
import { loadImages } from './load-images'
import { type DemoAccount, loadPeople } from './load-people'
import { loadSeeds } from './load-seeds'
import { playRound } from './play-round'
import { releaseDemo } from './release-demo'

export interface LoadedDemo {
  readonly project: string
  readonly accounts: readonly DemoAccount[]
}

const settle = async (admin: ProjectActor, { project, editTypes, finishedRound }: DemoContent) => {
  const { version, guidelines } = await db().project.findUniqueOrThrow({ where: { id: admin.projectId } })
  if (guidelines !== '') return
  const { rejectReasons } = await getSettings(admin.projectId)
  const added = Object.entries(finishedRound.rejectReasons)
    .filter(([key]) => !rejectReasons.some((reason) => reason.key === key))
    .map(([key, { en, zh }]) => ({ key, label: en, labelZh: zh }))
  await updateProject(admin, {
    version,
    guidelines: project.guidelines,
    guidelinesZh: project.guidelinesZh,
    settings: { rejectReasons: [...rejectReasons, ...added] },
  })
  const types = await db().editType.findMany({ where: { projectId: admin.projectId } })
  for (const { key, quota } of editTypes) {
    const type = types.find((one) => one.key === key)
    if (type) await updateEditType(admin, type.id, { quota })
  }
}

/**
 * Loads the demo project through the stages' own doors, so that everything on its pages was really made. Each step
 * looks at what is there already: a load that was cut short goes on where it was.
 */
export const loadDemo = async (progress: Progress, signal: AbortSignal): Promise<LoadedDemo> => {
  const content = await readDemo()
  const { accounts, actors } = await loadPeople(content)
  const steps: readonly [string, () => Promise<void>][] = [
    ['Settings', () => settle(actors.admin, content)],
    ['Photographs and regions', () => loadImages(actors.admin, content.images, signal)],
    ['Seeds', () => loadSeeds(actors, content.seeds)],
    ['A finished round', () => playRound(actors, content, signal)],
    ['An expansion', () => expandDemo(actors.admin, signal)],
    ['A release', () => releaseDemo(actors.admin, signal)],
  ]
  await withWorker(async () => {
    for (const [at, [label, step]] of steps.entries()) {
      progress.update(label, at, steps.length)
      await step()
    }
  })
  return { project: content.project.slug, accounts }
}
