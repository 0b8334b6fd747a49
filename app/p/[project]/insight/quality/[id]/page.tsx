import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../../../session'
import { PersonPage } from '../../../person/person-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('quality'))('personTitle'),
})

/** How one member judges, for admins. */
export default async function Page({ params }: { params: Promise<{ project: string; id: string }> }) {
  const { project, id } = await params
  await requireMember(project, 'admin')
  return <PersonPage project={project} id={id} />
}
