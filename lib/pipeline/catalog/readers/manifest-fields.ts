import { cleanCaption, cleanText } from './clean-caption'
import { fault, type ImportRow, type Parsed } from './import-row'
import { locateImage } from './locate-image'
import { normaliseLicence } from './normalise-licence'

/** Names under which manifests carry a field, the first found wins. */
export const aliases = {
  image: ['image', 'path', 'file', 'url', 'image_path', 'file_name', 'filename', 'image_url'],
  caption: ['caption', 'text'],
  licence: ['licence', 'license'],
  source: ['source', 'attribution'],
  author: ['author'],
  name: ['name', 'title'],
} as const

export type ManifestField = keyof typeof aliases

const fields = Object.keys(aliases) as ManifestField[]

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')

/** Which of the given names carries which field. Case, spaces and hyphens do not matter; other names are ignored. */
export function matchFields(names: readonly string[]): Partial<Record<ManifestField, number>> {
  const spelt = names.map(plain)
  const found: Partial<Record<ManifestField, number>> = {}
  for (const field of fields) {
    const at = aliases[field].map((alias) => spelt.indexOf(alias)).find((index) => index >= 0)
    if (at !== undefined) found[field] = at
  }
  return found
}

/** One row from its texts by field. Without a source the author is the attribution. */
export function readFields(texts: Partial<Record<ManifestField, string>>): Parsed<ImportRow> {
  const image = locateImage(texts.image ?? '')
  if (!image.ok) return image
  const caption = cleanCaption(texts.caption ?? '')
  if (!caption.ok) return caption
  const author = cleanText(texts.author ?? '')
  return {
    ok: true,
    value: {
      image: image.value,
      caption: caption.value,
      licence: normaliseLicence(texts.licence ?? ''),
      source: cleanText(texts.source ?? '') ?? author,
      author,
      name: cleanText(texts.name ?? ''),
    },
  }
}

/** The same from a JSON object, whose values must be texts or null. */
export function readObject(object: Readonly<Record<string, unknown>>): Parsed<ImportRow> {
  const keys = Object.keys(object)
  const texts: Partial<Record<ManifestField, string>> = {}
  for (const [field, index] of Object.entries(matchFields(keys)) as [ManifestField, number][]) {
    const key = keys[index] ?? ''
    const value = object[key]
    if (value === null || value === undefined) continue
    if (typeof value !== 'string') {
      return fault(key, `The ${key} is not a text.`, `Write the ${key} in double quotes.`)
    }
    texts[field] = value
  }
  return readFields(texts)
}
