import { ExemplarError } from '@/lib/platform/errors'
import type { ExpectedFile } from './expected-file'
import { pullRecord } from './write-record'

const matcher = (patterns: readonly string[] | undefined): ((path: string) => boolean) => {
  if (!patterns || patterns.length === 0) return () => true
  const rules = patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replace(/\*+/g, '.*')
          .replace(/\?/g, '.')}$`,
      ),
  )
  return (file) => rules.some((rule) => rule.test(file))
}

/** The files that a pull is asked for. Errors: `not-found` where there are none. */
export const chooseFiles = (
  files: readonly ExpectedFile[],
  include: readonly string[] | undefined,
  source: string,
): ExpectedFile[] => {
  const isWanted = matcher(include)
  const chosen = files.filter(
    ({ path: file }) => isWanted(file) && file !== pullRecord && file !== '.gitattributes',
  )
  if (chosen.length > 0) return chosen
  throw new ExemplarError(
    'not-found',
    `${source} has no file to pull${include ? ` that ${include.join(', ')} names` : ''}.`,
    {
      field: include ? 'include' : 'repository',
      fix:
        files.length > 0
          ? `It has ${files
              .slice(0, 8)
              .map((file) => file.path)
              .join(', ')}, …`
          : 'Check the name.',
    },
  )
}
