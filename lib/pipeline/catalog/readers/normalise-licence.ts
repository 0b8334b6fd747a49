import { cleanText } from './clean-caption'

const fixed: Readonly<Record<string, string>> = {
  cc0: 'CC0-1.0',
  'cc-zero': 'CC0-1.0',
  'cc0-1.0': 'CC0-1.0',
  'public-domain': 'public-domain',
  publicdomain: 'public-domain',
  pd: 'public-domain',
  'public-domain-mark': 'public-domain',
  pdm: 'public-domain',
  'cc-pdm-1.0': 'public-domain',
  pddl: 'PDDL-1.0',
  'pddl-1.0': 'PDDL-1.0',
  odbl: 'ODbL-1.0',
  'odbl-1.0': 'ODbL-1.0',
  mit: 'MIT',
  'apache-2.0': 'Apache-2.0',
  'apache-2': 'Apache-2.0',
  'apache-license-2.0': 'Apache-2.0',
}

const ccUrl = /^https?:\/\/creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)(?:\/(\d\.\d))?/i
const cc = /^cc-(by(?:-(?:nc|sa|nd|nc-sa|nc-nd))?)-(\d(?:\.\d)?)$/

/** In Creative Commons' long names. `public domain` stays: it has no SPDX identifier and no version to guess. */
const longNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:creative-commons|cc)-zero(?:-universal)?/, 'cc0'],
  [/^cc-0/, 'cc0'],
  [/creative-commons/, 'cc'],
  [/attribution/, 'by'],
  [/non-?commercial/, 'nc'],
  [/no-?deriv(?:ative|ate|ative-work)?s?/, 'nd'],
  [/share-?alike/, 'sa'],
]

/**
 * The licence as an SPDX identifier where one is meant for sure: `cc by 4.0`, `CC0`, `Public Domain`, a deed's address.
 * A Creative Commons licence without its version, and anything else, stays as given: guessing would change its terms.
 */
export function normaliseLicence(text: string): string | null {
  const given = cleanText(text)
  if (given === null) return null
  const url = ccUrl.exec(given)
  if (url) return fromUrl(url[1] ?? '', url[2] ?? '', url[3]) ?? given
  let key = given
    .toLowerCase()
    .replace(/\b(licen[cs]e|international|unported|universal|generic|v(?=\d)|version|the)\b|[()]/g, ' ')
    .replace(/\bv(?=\d)/g, '')
    .trim()
    .replace(/[\s_/,-]+/g, '-')
    .replace(/^-|-$/g, '')
  for (const [name, short] of longNames) key = key.replace(name, short)
  key = key.replace(/^by-/, 'cc-by-').replace(/^cc-?by/, 'cc-by')
  const known = fixed[key]
  if (known) return known
  const match = cc.exec(key)
  if (!match) return given
  const version = match[2] ?? ''
  return `CC-${(match[1] ?? '').toUpperCase()}-${version.includes('.') ? version : `${version}.0`}`
}

function fromUrl(kind: string, name: string, version: string | undefined): string | null {
  if (kind.toLowerCase() === 'publicdomain') {
    if (name === 'zero') return 'CC0-1.0'
    return name === 'mark' ? 'public-domain' : null
  }
  return version ? `CC-${name.toUpperCase()}-${version}` : null
}
