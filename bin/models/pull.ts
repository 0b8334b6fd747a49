import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { pullFolder } from '@/lib/diffusion/models/pull/pull-folder'
import type { Pulled, PullOptions } from '@/lib/diffusion/models/pull/pull-options'
import { pullRepository } from '@/lib/diffusion/models/pull/pull-repository'
import { modelsEnv } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { showBytes } from '../progress'
import { action, type Cli } from '../run-action'

interface PullArguments {
  readonly endpoint?: string
  readonly include?: readonly string[]
  readonly to?: string
}

const isFolder = async (source: string): Promise<boolean> =>
  (await stat(source).catch(() => null))?.isDirectory() ?? false

/** `team/model@v2` → its name and its revision; a branch may have slashes, a name has one. */
const readSource = (source: string): { name: string; revision: string } => {
  const [, name, revision = 'main'] = /^([\w.-]+(?:\/[\w.-]+)?)(?:@(.+))?$/.exec(source) ?? []
  if (name) return { name, revision }
  throw new ExemplarError('bad-input', `“${source}” names neither a repository nor a folder.`, {
    field: 'source',
    fix: 'Write it like stabilityai/sdxl-turbo@main, or give the path of a folder that exists.',
  })
}

const pull = async (cli: Cli, source: string, options: PullArguments): Promise<undefined> => {
  const { HF_ENDPOINT, HF_TOKEN: token, modelsFolder } = modelsEnv()
  const local = await isFolder(source)
  const repository = local ? null : readSource(source)
  const name = repository?.name ?? path.basename(path.resolve(source))
  const to = path.resolve(options.to ?? path.join(modelsFolder, name.replace('/', '--')))
  const pullOptions: PullOptions = {
    to,
    signal: cli.signal,
    ...(options.include && { include: options.include }),
    onProgress: ({ doneBytes, totalBytes, doneFiles, totalFiles }) =>
      cli.progress.update(
        // One label for the whole of it, since a new one starts the clock again.
        totalFiles === 1 ? 'Fetching' : `Fetching ${totalFiles} files`,
        doneFiles === totalFiles ? totalBytes : doneBytes,
        totalBytes,
        showBytes,
      ),
  }
  const endpoint = options.endpoint?.replace(/\/+$/, '') ?? HF_ENDPOINT
  const pulled: Pulled = repository
    ? await pullRepository({ ...repository, endpoint, token }, pullOptions)
    : await pullFolder(source, pullOptions)
  const bytes = pulled.files.reduce((sum, { size }) => sum + size, 0)
  cli.result({ ...pulled, to, bytes }, () => [
    `Pulled ${pulled.files.length} files, ${showBytes(bytes)}, to ${to}${pulled.commit ? ` at commit ${pulled.commit.slice(0, 12)}` : ''}.`,
    `See what it can do with: npx exemplar models check ${path.relative(process.cwd(), to) || '.'}`,
  ])
}

export const pullCommand = (): Command =>
  new Command('pull')
    .description('fetch a model repository, or bring a local folder in; goes on where it broke off')
    .argument('<source>', 'a repository, team/model@revision, or a folder of this machine')
    .option('--endpoint <url>', 'a hub other than HF_ENDPOINT or huggingface.co')
    .option('--include <patterns...>', 'only these paths, * for anything: "unet/*" "*.json"')
    .option('--to <dir>', 'the folder; default: EXEMPLAR_MODELS, or models/ in EXEMPLAR_HOME')
    .addHelpText('after', '\nHF_TOKEN gives access to what the hub does not give to everybody.')
    .action(action(pull))
