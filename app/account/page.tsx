import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { requireViewer } from '../session'
import { SiteShell } from '../site-shell'
import { PasswordForm } from './password-form'
import { ProfileForm } from './profile-form'
import { Tokens } from './tokens'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('account'))('title'),
})

export default async function AccountPage() {
  const viewer = await requireViewer('/account')
  const t = await getTranslations('account')
  return (
    <SiteShell viewer={viewer}>
      <Page narrow>
        <PageHeader title={t('title')} about={viewer.email} />
        {viewer.roles.size === 0 && !viewer.siteAdmin && <p className="text-muted">{t('noProject')}</p>}
        <div className="mt-2 flex flex-col gap-10">
          <ProfileForm name={viewer.name} locale={viewer.locale} />
          <PasswordForm email={viewer.email} />
          <Tokens />
        </div>
      </Page>
    </SiteShell>
  )
}
