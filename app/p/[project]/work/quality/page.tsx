import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../../session'
import { PersonPage } from '../../person/person-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('quality'))('ownTitle'),
})

/** How the person who looks judges; nobody else is on it. */
export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project)
  return <PersonPage project={project} />
}
