import type { ReleaseSummary } from './summarise'

/** Identifiers that the Hub's `license` field knows, by SPDX identifier. */
const hubLicences: Readonly<Record<string, string>> = {
  'CC0-1.0': 'cc0-1.0',
  'CC-BY-2.0': 'cc-by-2.0',
  'CC-BY-2.5': 'cc-by-2.5',
  'CC-BY-3.0': 'cc-by-3.0',
  'CC-BY-4.0': 'cc-by-4.0',
  'CC-BY-SA-3.0': 'cc-by-sa-3.0',
  'CC-BY-SA-4.0': 'cc-by-sa-4.0',
  'CC-BY-NC-2.0': 'cc-by-nc-2.0',
  'CC-BY-NC-3.0': 'cc-by-nc-3.0',
  'CC-BY-NC-4.0': 'cc-by-nc-4.0',
  'CC-BY-ND-4.0': 'cc-by-nd-4.0',
  'CC-BY-NC-ND-3.0': 'cc-by-nc-nd-3.0',
  'CC-BY-NC-ND-4.0': 'cc-by-nc-nd-4.0',
  'CC-BY-NC-SA-2.0': 'cc-by-nc-sa-2.0',
  'CC-BY-NC-SA-3.0': 'cc-by-nc-sa-3.0',
  'CC-BY-NC-SA-4.0': 'cc-by-nc-sa-4.0',
  'ODbL-1.0': 'odbl',
  'ODC-By-1.0': 'odc-by',
  'PDDL-1.0': 'pddl',
  'Apache-2.0': 'apache-2.0',
  MIT: 'mit',
}

export type CardLicence =
  | { readonly license: string | readonly string[] }
  | { readonly license: 'other'; readonly license_name: string; readonly license_link: string }

/**
 * The card's licence fields: the dataset's own licence and every photograph's. One licence that the Hub knows is named,
 * several are listed; a single one that it does not know, or none at all, makes the whole `other`, explained in LICENSES.md.
 */
export function cardLicence(own: string | null, { licences }: ReleaseSummary): CardLicence {
  const all = [...new Set([...(own === null ? [] : [own]), ...licences.map(({ licence }) => licence)])]
  const known = all.flatMap((licence) => (licence === null ? [] : (hubLicences[licence] ?? []))).sort()
  if (all.length === 0 || known.length < all.length) {
    return {
      license: 'other',
      license_name: all.length > 1 ? 'mixed' : 'see-licenses',
      license_link: 'LICENSES.md',
    }
  }
  const [first, ...others] = known
  return { license: first !== undefined && others.length === 0 ? first : known }
}
