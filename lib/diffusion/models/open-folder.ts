import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { ExemplarError } from '@/lib/platform/errors'

/** Precisions in which repositories publish the same graph, by the suffix of the file's name. */
const suffixes = { fp32: '', fp16: '_fp16' } as const
export type Precision = keyof typeof suffixes

/** A folder as diffusers, optimum or the hub lay it out. Only names and sizes are read until something is asked for. */
export interface ModelFolder {
  readonly root: string
  /** Bytes by path relative to the root, with forward slashes. */
  readonly files: ReadonlyMap<string, number>
  has(file: string): boolean
  path(file: string): string
  /** Parses a JSON file. Errors: `not-found` where it is missing, `bad-input` naming file and field otherwise. */
  readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S>>
  /**
   * The path of `<stem>.onnx` or its float16 variant in the first of the places that has it: fp32 first unless a
   * precision is asked for. Quantised variants are never taken by themselves, for they change the scores.
   * Errors: `not-found` naming what was looked for and which variants there are.
   */
  onnx(places: readonly string[], stem: string, precision?: Precision): string
}

const depth = 3

const list = async (root: string, folder = '', level = 1): Promise<[string, number][]> => {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true })
  const lists = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.'))
      .map(async ({ name }): Promise<[string, number][]> => {
        const relative = folder ? `${folder}/${name}` : name
        // Hub caches are folders of links: what counts is what they lead to, and a link to nothing is no file.
        const found = await stat(path.join(root, relative)).catch(() => null)
        if (found?.isFile()) return [[relative, found.size]]
        return found?.isDirectory() && level < depth ? list(root, relative, level + 1) : []
      }),
  )
  return lists.flat()
}

const join = (place: string, file: string): string => (place ? `${place}/${file}` : file)

/** Looks into a folder. Errors: `not-found` where there is none. */
export const openFolder = async (folder: string): Promise<ModelFolder> => {
  const root = path.resolve(folder)
  const files = new Map(
    await list(root).catch((error: NodeJS.ErrnoException) => {
      throw new ExemplarError('not-found', `The model folder ${root} cannot be read: ${error.message}`, {
        field: root,
        fix: 'Give the folder that holds model_index.json or config.json, or fetch it with: npx exemplar models pull',
      })
    }),
  )
  const need = (file: string): string => {
    if (!files.has(file))
      throw new ExemplarError('not-found', `${root} has no ${file}.`, {
        field: file,
        fix: 'Fetch the whole repository again, with its configuration files.',
      })
    return path.join(root, file)
  }
  return {
    root,
    files,
    has: (file) => files.has(file),
    path: need,
    readJson: async (file, schema) => readJson(need(file), file, schema),
    onnx: (places, stem, precision) => {
      const wanted = precision ? [suffixes[precision]] : Object.values(suffixes)
      const names = wanted.flatMap((suffix) => places.map((place) => join(place, `${stem}${suffix}.onnx`)))
      const found = names.find((name) => files.has(name))
      if (found) return path.join(root, found)
      const variants = [...files.keys()].filter(
        (file) => places.includes(path.posix.dirname(file).replace(/^\.$/, '')) && file.endsWith('.onnx'),
      )
      throw new ExemplarError(
        'not-found',
        `${root} has none of ${names.join(', ')}${variants.length ? `; there is ${variants.join(', ')}` : ''}.`,
        { field: names[0] ?? stem, fix: 'Export it with optimum, or fetch the missing files.' },
      )
    },
  }
}

const readJson = async <S extends z.ZodType>(file: string, name: string, schema: S): Promise<z.infer<S>> => {
  const refuse = (problem: string, cause?: unknown) =>
    new ExemplarError('bad-input', `${file} ${problem}`, { field: name, cause })
  const text = await readFile(file, 'utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw refuse(`is no JSON (${text.length} characters); fetch it again.`, error)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refuse(`does not fit: ${issue?.path.join('.') || 'its top level'}: ${issue?.message}`)
}
