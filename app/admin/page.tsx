import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '../session'
import { SiteShell } from '../site-shell'
import { Admin } from './admin'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('admin'))('title'),
})

export default async function AdminPage() {
  const viewer = await requireViewer('/admin')
  if (!viewer.siteAdmin) notFound()
  return (
    <SiteShell viewer={viewer}>
      <Admin me={viewer.userId} />
    </SiteShell>
  )
}
