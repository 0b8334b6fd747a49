import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { decodeMask, decodeRaster } from '@/lib/imaging/codec'
import type { Mask, Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { type NpyArray, readNpy } from './npy'

/** Something that is opened once for many cases and closed at the end, such as a model. */
interface Releasable {
  release(): Promise<void>
}

/** What a topic sees of its folder: files by names relative to it, models by role, tolerances by file. */
export interface CaseFolder {
  readonly topic: string
  /** What the topic's manifest lists. */
  readonly files: readonly string[]
  /** An empty folder of this run's own: the models' may be read-only. Removed when all topics are done. */
  readonly scratch: string
  path(file: string): string
  json<T>(file: string, schema: z.ZodType<T>): Promise<T>
  array(file: string): Promise<NpyArray>
  /** float32 only; the shape is kept. */
  tensor(file: string): Promise<{ dims: readonly number[]; data: Float32Array }>
  /** The numbers as they are: an embedded colour profile is not applied. */
  raster(file: string): Promise<Raster>
  mask(file: string): Promise<Mask>
  /** The tolerance that the topic's manifest suggests for a file, or `otherwise`. */
  atol(file: string, otherwise: number): number
  /** Absolute folder of the model that plays a role. */
  model(role: string): string
  /** Names of all folders under models/, for topics that check variants of a role's model. */
  models(): Promise<readonly string[]>
  /** Opens what several cases share: the same key gives the same thing. It is released when all topics are done. */
  keep<T extends Releasable>(key: string, open: () => Promise<T>): Promise<T>
}

const topicManifest = z.object({
  files: z.record(z.string(), z.object({ atol: z.number().optional() })).default({}),
})
const folderManifest = z.object({ roles: z.record(z.string(), z.string()) })

const readJson = async <T>(file: string, schema: z.ZodType<T>): Promise<T> => {
  const refuse = (why: string, cause?: unknown) =>
    new ExemplarError('bad-input', `${file} ${why}.`, { field: path.basename(file), cause })
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    throw refuse('cannot be read', cause)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw refuse('is not JSON', cause)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refuse(`is not what was expected: ${issue?.path.join('.')} ${issue?.message}`, parsed.error)
}

export const readRoles = async (root: string): Promise<Readonly<Record<string, string>>> =>
  (await readJson(path.join(root, 'manifest.json'), folderManifest)).roles

/** What is kept for all topics of one run. */
export class Kept {
  private readonly opened = new Map<string, Promise<Releasable>>()

  get<T extends Releasable>(key: string, open: () => Promise<T>): Promise<T> {
    const known = this.opened.get(key) as Promise<T> | undefined
    if (known) return known
    const opening = open()
    this.opened.set(key, opening)
    return opening
  }

  async release(): Promise<void> {
    const opened = await Promise.allSettled(this.opened.values())
    this.opened.clear()
    await Promise.all(opened.map((one) => (one.status === 'fulfilled' ? one.value.release() : undefined)))
  }
}

interface Opening {
  readonly root: string
  readonly topic: string
  readonly roles: Readonly<Record<string, string>>
  readonly modelNames: readonly string[]
  readonly scratch: string
  readonly kept: Kept
}

export const openCaseFolder = async (opening: Opening): Promise<CaseFolder> => {
  const { root, topic, roles, modelNames, scratch, kept } = opening
  const at = (file: string) => path.join(root, 'cases', topic, file)
  const { files } = await readJson(at('manifest.json'), topicManifest)
  return {
    topic,
    files: Object.keys(files),
    scratch,
    path: at,
    json: (file, schema) => readJson(at(file), schema),
    array: (file) => readNpy(at(file)),
    tensor: async (file) => {
      const { dims, data } = await readNpy(at(file))
      if (data instanceof Float32Array) return { dims, data }
      throw new ExemplarError('bad-input', `${at(file)} must hold float32 numbers.`)
    },
    raster: (file) => decodeRaster(at(file), { field: file, profile: 'ignore' }),
    mask: (file) => decodeMask(at(file)),
    atol: (file, otherwise) => files[file]?.atol ?? otherwise,
    model: (role) => {
      const name = roles[role]
      if (name !== undefined) return path.join(root, 'models', name)
      throw new ExemplarError('bad-input', `The folder’s manifest names no model for the role “${role}”.`, {
        field: `roles.${role}`,
        fix: 'Add the role to manifest.json.',
      })
    },
    models: async () => modelNames.map((name) => path.join(root, 'models', name)),
    keep: (key, open) => kept.get(key, open),
  }
}
