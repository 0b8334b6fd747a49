import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { demoAccounts } from '@/lib/pipeline/project'
import { backTo } from '../back-to'
import { viewer } from '../session'
import { Threshold } from '../threshold'
import { SignInForm } from './sign-in-form'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('start.signIn'))('title'),
})

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const asked = await searchParams
  const to = backTo(asked.callbackUrl)
  if (await viewer()) redirect(to)
  return (
    <Threshold>
      <SignInForm
        to={to}
        demo={await demoAccounts()}
        email={typeof asked.email === 'string' ? asked.email : ''}
      />
    </Threshold>
  )
}
