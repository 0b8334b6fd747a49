import { mkdir, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixturePath, fixturesDir, needsFixtures } from '@/lib/imaging/testing/fixtures'
import { makeFolder } from '../../testing/model-folder'
import { OnnxWriter } from '../../testing/onnx-writer'
import { checkFolder, type ModelRole } from './check-folder'

const graph = (inputs: readonly string[], outputs: readonly string[]): Uint8Array => {
  const onnx = new OnnxWriter({ opset: 17, type: 'float32' })
  for (const name of inputs) onnx.input(name, ['n'])
  for (const name of outputs) {
    onnx.add('Identity', [inputs[0] ?? ''], {}, { output: name })
    onnx.output(name, ['n'])
  }
  return onnx.finish().model
}

const put = async (config: object, graphs: Readonly<Record<string, Uint8Array>>): Promise<string> => {
  const root = await makeFolder()
  await mkdir(path.join(root, 'onnx'))
  await writeFile(path.join(root, 'config.json'), JSON.stringify(config))
  for (const [name, bytes] of Object.entries(graphs)) await writeFile(path.join(root, 'onnx', name), bytes)
  return root
}

const rolesOf = async (root: string): Promise<ModelRole[]> =>
  (await checkFolder(root)).roles.flatMap(({ role, ok }) => (ok ? [role] : []))

const problemsOf = async (root: string, wanted: ModelRole): Promise<string> => {
  const { roles } = await checkFolder(root)
  return roles
    .flatMap(({ role, problems }) => (role === wanted ? problems.map(({ says }) => says) : []))
    .join('\n')
}

describe('what a model can play', () => {
  it('is told by its configuration and its graph', async () => {
    const sees = { 'model.onnx': graph(['pixel_values'], ['last_hidden_state']) }
    expect(await rolesOf(await put({ model_type: 'vit' }, sees))).toEqual(['dino'])
    expect(await rolesOf(await put({ model_type: 'dinov2_with_registers' }, sees))).toEqual(['dinov2'])
  })

  it('is a segmenter whatever its files are called', async () => {
    const decoder = ['image_embeddings', 'point_coords', 'point_labels', 'mask_input', 'has_mask_input']
    const root = await put(
      { model_type: 'none of ours' },
      {
        'mobile_sam_image_encoder.onnx': graph(['input_image'], ['image_embeddings']),
        'sam_mask_decoder_single.onnx': graph(
          [...decoder, 'orig_im_size'],
          ['masks', 'iou_predictions', 'low_res_masks'],
        ),
      },
    )
    expect(await rolesOf(root)).toEqual(['segmenter'])
  })

  it('is nothing where the graph lacks an output, which is named with what there is', async () => {
    const root = await put({ model_type: 'dinov2' }, { 'model.onnx': graph(['pixel_values'], ['logits']) })
    expect(await rolesOf(root)).toEqual([])
    expect(await problemsOf(root, 'dinov2')).toMatch(
      /model\.onnx has no output last_hidden_state; it has logits/,
    )
    expect(await problemsOf(root, 'clip')).toMatch(/config\.json says dinov2; clip was expected/)
    expect(await problemsOf(root, 'editor')).toMatch(/has no model_index\.json/)
  })

  it('is nothing where a file is truncated, and all that is wrong is said at once', async () => {
    const root = await put(
      { model_type: 'clip' },
      {
        'vision_model.onnx': graph(['pixel_values'], ['image_embeds']),
        'text_model.onnx': graph(['input_ids'], ['last_hidden_state']),
      },
    )
    await truncate(path.join(root, 'onnx/vision_model.onnx'), 60)
    const problems = await problemsOf(root, 'clip')
    expect(problems).toMatch(/vision_model\.onnx is truncated: it has 60 bytes/)
    expect(problems).toMatch(/text_model\.onnx has no output text_embeds/)
    expect(problems).toMatch(/tokenizer|vocab/)
  })
})

describe.skipIf(!fixturesDir)(`the reference models${needsFixtures}`, () => {
  it.each([
    ['tiny-sdxl', 'editor'],
    ['tiny-clip', 'clip'],
    ['tiny-dinov2', 'dinov2'],
    ['tiny-dino-vits16', 'dino'],
    ['tiny-sam', 'segmenter'],
    ['tiny-grounding-dino', 'detector'],
  ])('%s is the %s and nothing else', async (model, role) => {
    expect(await rolesOf(fixturePath('models', model))).toEqual([role])
  })
})
