import { Command, Option } from 'commander'
import { findUnet } from '@/lib/diffusion/graph/find-unet'
import { prepareUnet } from '@/lib/diffusion/graph/prepare-unet'
import { digestCache } from '@/lib/diffusion/models/digest-file'
import { digestFolder } from '@/lib/diffusion/models/digest-folder'
import type { Precision } from '@/lib/diffusion/models/open-folder'
import { type ProviderChoice, providers, resolveProvider } from '@/lib/diffusion/onnx/providers'
import { modelsEnv } from '@/lib/platform/env'
import { showBytes } from '../progress'
import { action, type Cli } from '../run-action'
import { findModel } from './find-model'

interface PrepareArguments {
  readonly provider?: ProviderChoice
  readonly precision?: Precision
}

const prepare = async (cli: Cli, folder: string, options: PrepareArguments): Promise<undefined> => {
  const { modelsHome: home, EXEMPLAR_PROVIDER } = modelsEnv()
  const root = await findModel(folder)
  const choice = options.provider ?? EXEMPLAR_PROVIDER
  const provider = choice === 'auto' ? await resolveProvider(choice) : choice
  const prepared = await prepareUnet(await findUnet(root, options.precision), { home, provider })
  const weights = await digestFolder(root, {
    cache: digestCache(home),
    signal: cli.signal,
    onProgress: (done, total) => cli.progress.update('Reading weights', done, total, showBytes),
  })
  const bytes = weights.reduce((sum, one) => sum + one.bytes, 0)
  cli.result({ ...prepared, provider, weights, bytes }, () => [
    `${prepared.isNew ? 'Wrote' : 'There already:'} ${prepared.file}`,
    `For ${provider}; ${weights.length} weight files, ${showBytes(bytes)}, known by their digests.`,
  ])
}

export const prepareCommand = (): Command =>
  new Command('prepare')
    .description(
      'write the controlled graph of an editor’s UNet beside its weights; done once, changes nothing else',
    )
    .argument('<folder>', 'a folder, or the name of a model that was pulled')
    .addOption(
      new Option('--provider <name>', 'where it will run; default: EXEMPLAR_PROVIDER').choices([
        'auto',
        ...providers,
      ]),
    )
    .addOption(new Option('--precision <name>', 'where it has several').choices(['fp32', 'fp16']))
    .action(action(prepare))
