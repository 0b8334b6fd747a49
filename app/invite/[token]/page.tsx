import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { lookUpInvitation } from '@/lib/pipeline/project'
import { ExemplarError } from '@/lib/platform/errors'
import { viewer } from '../../session'
import { Threshold } from '../../threshold'
import { AcceptForm } from './accept-form'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('start.invite'))('pageTitle'),
  // The address holds a secret: no search engine and no other site may learn it.
  robots: { index: false },
  referrer: 'no-referrer',
})

const lookUp = async (token: string) => {
  const address = (await headers()).get('x-forwarded-for')?.split(',')[0]?.trim() || 'direct'
  try {
    return await lookUpInvitation(token, address)
  } catch (error) {
    if (error instanceof ExemplarError) return error.code === 'rate-limited' ? 'rateLimited' : 'gone'
    throw error
  }
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const t = await getTranslations('start.invite')
  const [invited, person] = await Promise.all([lookUp(token), viewer()])
  return (
    <Threshold>
      {typeof invited === 'string' ? (
        <>
          <h1 className="mb-2 text-title font-semibold">{t(`${invited}.title`)}</h1>
          <p className="text-muted">{t(`${invited}.fix`)}</p>
        </>
      ) : (
        <AcceptForm
          token={token}
          invited={{ ...invited, expiresAt: invited.expiresAt.toISOString() }}
          signedInAs={person?.email ?? null}
        />
      )}
    </Threshold>
  )
}
