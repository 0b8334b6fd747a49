import path from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import { insertControl } from '../../graph/insert-control'
import { openScheduler } from '../../schedulers/open-scheduler'
import { openTokenizer } from '../../text/open-tokenizer'
import { openDiffusionFolder } from '../open-diffusion-folder'
import type { ModelFolder } from '../open-folder'
import { checkGraph, fixedSize } from './contract'
import type { Look } from './look'

const mismatch = (
  file: string,
  tensor: string,
  has: number,
  wanted: number,
  because: string,
): ExemplarError =>
  new ExemplarError(
    'unsupported',
    `${file}: ${tensor} has ${has} channels; ${wanted} were expected, ${because}.`,
    {
      field: tensor,
      fix: 'Export all parts from one pipeline.',
    },
  )

const latentChannels = 4

/** Whether a folder can edit pictures: every part of an SDXL pipeline, and attention that can be controlled. */
export const checkEditor = async (folder: ModelFolder, look: Look): Promise<void> => {
  const parts = await look(() => openDiffusionFolder(folder.root))
  if (!parts) return
  const { scheduler, unet, vae, textEncoder, textEncoder2, tokenizer, tokenizer2 } = parts
  await look(async () => openScheduler(scheduler))
  for (const name of [tokenizer, tokenizer2]) await look(() => openTokenizer(path.join(folder.root, name)))
  for (const { file, config } of [textEncoder, textEncoder2]) {
    const outputs = [`hidden_states.${config.num_hidden_layers - 1}`]
    if (file === textEncoder2.file) outputs.push('text_embeds')
    await look(() => checkGraph(file, { inputs: ['input_ids'], outputs }))
  }
  await look(() =>
    checkGraph(vae.encoder, { inputs: ['sample'], outputs: [['latent_parameters', 'latent_sample']] }),
  )
  await look(() => checkGraph(vae.decoder, { inputs: ['latent_sample'], outputs: ['sample'] }))
  const graph = await look(() =>
    checkGraph(unet.file, {
      inputs: ['sample', 'timestep', 'encoder_hidden_states', 'text_embeds', 'time_ids'],
      outputs: [['out_sample', 'sample']],
    }),
  )
  if (!graph) return
  await look(async () => insertControl(graph))
  await look(async () => {
    const channels = fixedSize(graph.inputs, 'sample', 1) ?? unet.config.in_channels
    if (channels !== latentChannels)
      throw mismatch(
        unet.file,
        'sample',
        channels,
        latentChannels,
        'as inpainting is done by blending latents',
      )
    const width = fixedSize(graph.inputs, 'encoder_hidden_states', -1)
    const given = textEncoder.config.hidden_size + textEncoder2.config.hidden_size
    if (width !== null && width !== given)
      throw mismatch(
        unet.file,
        'encoder_hidden_states',
        width,
        given,
        'which its two text encoders make together',
      )
  })
}
