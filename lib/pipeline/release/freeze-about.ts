import type { Tx } from '@/lib/platform/db'
import type { ReleaseAbout } from './formats/manifest'
import type { ResolvedRules } from './resolve-rules'
import type { ReleaseRules, ScoreName } from './schema'

/** All that the files say of a release besides its rows and version. */
export type FrozenAbout = Omit<ReleaseAbout, 'version' | 'rules'>

/** The exported column of each score that a rule may bound. */
const exportedScore: Readonly<Record<ScoreName, string>> = {
  clipSimSource: 'clip_sim_source',
  clipSimTarget: 'clip_sim_target',
  clipSimDir: 'clip_sim_dir',
  clipSimImage: 'clip_sim_image',
  dinov2Sim: 'dinov2_sim',
  ssim: 'ssim',
  perceptual: 'perceptual_distance',
  insideShare: 'change_inside_region',
}

/** Edit types in the project's words, followed by UltraEdit's name where it is another. */
const titlesOf = async (tx: Tx, projectId: string) => {
  const types = await tx.editType.findMany({ where: { projectId }, orderBy: { position: 'asc' } })
  return Object.fromEntries(
    types.map(({ key, label, exportAs }) => [
      key,
      exportAs.toLowerCase() === label.toLowerCase() ? label : `${label} (${exportAs})`,
    ]),
  )
}

export const freezeAbout = async (
  tx: Tx,
  projectId: string,
  {
    rules,
    ...about
  }: Pick<FrozenAbout, 'name' | 'description' | 'languages' | 'licence'> & { rules: ResolvedRules },
): Promise<FrozenAbout> => {
  const minima = Object.fromEntries(
    Object.entries(rules.minima).map(([name, least]) => [exportedScore[name as ScoreName], least]),
  )
  return {
    ...about,
    thresholds: { 'free-form': minima, region: minima },
    typeTitles: await titlesOf(tx, projectId),
  }
}

/** The stored parts of a release put together as the exporters take them. */
export const aboutOf = (release: { version: string; about: unknown; rules: unknown }): ReleaseAbout => ({
  ...(release.about as FrozenAbout),
  version: release.version,
  rules: release.rules as ReleaseRules & Record<string, unknown>,
})
