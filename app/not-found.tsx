import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/lib/ui/controls/button'
import { Threshold } from './threshold'

export default async function NotFound() {
  const t = await getTranslations('start.notFound')
  return (
    <Threshold>
      <h1 className="mb-2 text-title font-semibold">{t('title')}</h1>
      <p className="mb-5 text-muted">{t('text')}</p>
      <ButtonLink href="/" look="main">
        {t('home')}
      </ButtonLink>
    </Threshold>
  )
}
