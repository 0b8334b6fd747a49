import type { AbstractIntlMessages } from 'next-intl'
import type { Locale } from './locales'

// Found by the bundler: adding messages/<locale>/<area>.json is all it takes to have the namespace <area>.
const files = import.meta.glob<AbstractIntlMessages>('../../../messages/*/*.json', { import: 'default' })

/** All texts of one language, `{ [namespace]: messages }`; a namespace is a file's name. */
export async function loadMessages(locale: Locale): Promise<AbstractIntlMessages> {
  const prefix = `../../../messages/${locale}/`
  const own = Object.entries(files).filter(([path]) => path.startsWith(prefix))
  return Object.fromEntries(
    await Promise.all(
      own.map(async ([path, load]) => [path.slice(prefix.length, -'.json'.length), await load()] as const),
    ),
  )
}
