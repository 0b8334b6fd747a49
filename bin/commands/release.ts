import { Command } from 'commander'
import { createRelease, getRelease, listReleases, sealRelease } from '@/lib/pipeline/release'
import { type ProjectActor, systemActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { numberByKey, type RuleOptions, rulesOf, several } from '../release/release-options'
import { action, type Cli } from '../run-action'

interface CreateOptions extends RuleOptions {
  readonly project: string
  readonly title?: string
  readonly notes?: string
  readonly description?: string
  readonly datasetLicence?: string
}

const actorOf = async (slug: string): Promise<ProjectActor> => {
  const project = await db().project.findUnique({ where: { slug } })
  if (!project) throw notFound(`project “${slug}”`)
  return systemActor(project.id)
}

const jsonRules = (text: string): object => {
  try {
    return JSON.parse(text) as object
  } catch {
    throw new ExemplarError('bad-input', 'The rules are not JSON.', {
      field: 'rules',
      fix: 'Write them as {"caps":{"add":500}}.',
    })
  }
}

const create = async (cli: Cli, version: string | undefined, options: CreateOptions): Promise<undefined> => {
  await cli.openDatabase()
  const actor = await actorOf(options.project)
  const { title, notes, description, datasetLicence: licence } = options
  const id = await createRelease(actor, {
    ...(version !== undefined && { version }),
    ...(title !== undefined && { title }),
    ...(notes !== undefined && { notes }),
    about: { ...(description !== undefined && { description }), ...(licence !== undefined && { licence }) },
    rules: rulesOf(options),
  })
  const { total } = await getRelease(actor, id)
  cli.progress.update('Sealing rows', 0, total)
  // Here and not in a worker, so that no server need be running; one that runs shares the work without harm.
  await sealRelease(
    { releaseId: id, attempt: 1 },
    { signal: cli.signal, onRows: (rows, of) => cli.progress.update('Sealing rows', rows, of) },
  )
  const sealed = await waitForSeal(cli, actor, id)
  const { version: name, rows, digest } = sealed
  cli.result({ id, version: name, rows, digest, counts: sealed.counts }, () => [
    `Sealed ${name}: ${rows} rows, ${sealed.counts?.photographs ?? 0} photographs.`,
    `Digest ${digest}`,
  ])
}

const pollMs = 300

/** A worker that was faster ends the sealing itself. */
const waitForSeal = async (cli: Cli, actor: ProjectActor, id: string) => {
  for (;;) {
    cli.signal.throwIfAborted()
    const release = await getRelease(actor, id)
    if (release.status === 'sealed') return release
    if (release.status === 'failed')
      throw new ExemplarError('internal', release.error ?? 'The release could not be sealed.')
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

const list = async (cli: Cli, options: { project: string }): Promise<undefined> => {
  await cli.openDatabase()
  const { items } = await listReleases(await actorOf(options.project), { limit: 200 })
  cli.result(
    items.map(({ id, version, title, status, rows, digest }) => ({
      id,
      version,
      title,
      status,
      rows,
      digest,
    })),
    () => items.map((one) => `${one.version}\t${one.status}\t${one.rows}\t${one.title}`),
  )
}

export const releaseCommand = (): Command => {
  const command = new Command('release')
  command
    .command('create')
    .description('seal an immutable version of what was accepted')
    .argument('[version]', 'v1.0; default: the next minor version')
    .requiredOption('--project <slug>', 'the project')
    .option('--title <text>', 'default: the project’s name')
    .option('--notes <text>', 'for the team; in no file')
    .option('--description <text>', 'for the dataset card')
    .option('--dataset-licence <spdx>', 'of texts, masks and selection; photographs keep their own')
    .option('--rules <json>', 'all rules as the API takes them', jsonRules)
    .option('--type <key>', 'only this edit type; may be repeated', several)
    .option('--cap <key=n>', 'the most samples of a type; may be repeated', numberByKey)
    .option('--min <score=n>', 'the least value of a score, such as ssim=0.4; may be repeated', numberByKey)
    .option('--from <date>', 'decided on this day or later, 2026-01-31')
    .option('--to <date>', 'decided on this day or before')
    .option('--licence <spdx>', 'only photographs under this licence; may be repeated', several)
    .option('--no-unlicensed', 'leave out photographs that state no licence')
    .option('--validation <share>', 'share of photographs for validation', Number.parseFloat)
    .option('--test <share>', 'share of photographs for test', Number.parseFloat)
    .option('--anchor', 'add the photograph where the source was generated too')
    .action(action(create))
  command
    .command('list')
    .description('list the releases of a project')
    .requiredOption('--project <slug>', 'the project')
    .action(action(list))
  return command
}
