import { ExemplarError } from '@/lib/platform/errors'
import { type ProjectSettings, projectSettings } from '../settings'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const merge = (into: Json, change: Json, path: string): Json => {
  const merged: Record<string, unknown> = { ...into }
  for (const [key, value] of Object.entries(change)) {
    const here = `${path}.${key}`
    if (!Object.hasOwn(into, key))
      throw new ExemplarError('bad-input', `There is no setting “${here}”.`, {
        field: here,
        fix: `Use one of: ${Object.keys(into).join(', ')}.`,
      })
    const was = into[key]
    merged[key] = isObject(was) && isObject(value) ? merge(was, value, here) : value
  }
  return merged
}

/** The settings with a change laid over them, checked as a whole. Lists are replaced, everything else is merged. */
export const mergeSettings = (settings: ProjectSettings, change: Json): ProjectSettings => {
  const parsed = projectSettings.safeParse(merge(settings, change, 'settings'))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = ['settings', ...(issue?.path ?? [])].join('.')
  throw new ExemplarError('bad-input', `${field}: ${issue?.message ?? 'not valid'}`, { field })
}
