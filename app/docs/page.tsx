import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Reference } from './reference'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('shell'))('docs'),
})

/** The API's reference, made from its OpenAPI document. Open to everybody, as the document is. */
export default function DocsPage() {
  return <Reference />
}
