import { openSecrets } from './home.mjs'

/**
 * What our programs get on top of the person's own environment: where the database is and, with an embedded one, the
 * secrets of this installation, unless the person set them.
 */
export function environment(home, postgres) {
  const own = { NEXT_TELEMETRY_DISABLED: '1', EXEMPLAR_HOME: home }
  // With a database of one's own there may be more machines than this one, and all need the same secrets.
  if (!postgres) return { ...own, DATABASE_URL: process.env.DATABASE_URL }
  const unset = Object.entries(openSecrets(home)).filter(([name]) => !process.env[name])
  return { ...own, ...Object.fromEntries(unset), DATABASE_URL: postgres.url, EXEMPLAR_EMBEDDED: '1' }
}
