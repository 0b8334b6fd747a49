import { realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import { fault, type ImageLocation, type Parsed } from './import-row'

const scheme = /^[a-z][a-z0-9+.-]+:/i

/**
 * Reads an image's place as a manifest gives it: an http(s) address, or a path relative to the images' folder. Paths
 * that are absolute or climb out are refused here; links are followed and checked by `resolveInside`.
 */
export function locateImage(text: string, field = 'image'): Parsed<ImageLocation> {
  const given = text.trim()
  if (given === '') return fault(field, `The ${field} is empty.`, 'Give the path or the address of an image.')
  if (given.includes('\0')) return fault(field, `The ${field} holds a null character.`, 'Remove it.')
  if (/^https?:\/\//i.test(given)) {
    return URL.canParse(given)
      ? { ok: true, value: { kind: 'url', url: new URL(given).href } }
      : fault(field, `${shown(given)} is not a valid address.`, 'Correct the address.')
  }
  // One letter before the colon is a Windows drive.
  if (scheme.test(given)) {
    return fault(
      field,
      `${shown(given)} is neither a path nor an http address.`,
      'Use a path relative to the images’ folder, or an address that starts with http:// or https://.',
    )
  }
  const path = given.replaceAll('\\', '/')
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) {
    return fault(field, `${shown(given)} is an absolute path.`, 'Use a path relative to the images’ folder.')
  }
  const steps = path.split('/').filter((step) => step !== '' && step !== '.')
  if (steps.includes('..')) {
    return fault(field, `${shown(given)} leads out of the images’ folder.`, 'Use a path without “..”.')
  }
  if (steps.length === 0) return fault(field, `${shown(given)} names no file.`, 'Name an image file.')
  return { ok: true, value: { kind: 'path', path: steps.join('/') } }
}

/**
 * The real path of a file named by a manifest. Throws `not-found`, or `bad-input` when a link leads out of the root:
 * whoever may put a link into the folder must not be able to read the rest of the disk through it.
 */
export async function resolveInside(root: string, path: string): Promise<string> {
  const realRoot = await realpath(root)
  const real = await realpath(resolve(realRoot, path)).catch((error: NodeJS.ErrnoException) => {
    throw new ExemplarError('not-found', `There is no file ${path} in the images’ folder.`, {
      field: 'image',
      fix: 'Check the spelling, including upper and lower case.',
      cause: error,
    })
  })
  if (!isInside(realRoot, real)) {
    throw new ExemplarError('bad-input', `${path} leads out of the images’ folder.`, {
      field: 'image',
      fix: 'Put the file itself into the folder instead of a link.',
    })
  }
  return real
}

export const isInside = (root: string, path: string): boolean =>
  path.startsWith(root.endsWith(sep) ? root : root + sep)

const shown = (text: string) => `“${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`
