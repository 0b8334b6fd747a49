import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { personOf } from '@/lib/platform/auth/actor'
import { requireMember } from '../../../../session'
import { MaskPage } from './mask-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('studio'))('title'),
})

/** The mask studio over one region; `id` is the version to go on with. */
export default async function Page({ params }: { params: Promise<{ project: string; id: string }> }) {
  const { project, id } = await params
  const { member } = await requireMember(project)
  if (!z.uuid().safeParse(id).success) notFound()
  return <MaskPage project={project} regionId={id} person={personOf(member)} />
}
