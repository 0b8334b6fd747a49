'use client'

import { Page } from '@/lib/ui/shell/page'
import { ErrorPage, type ErrorPageProps } from '../../error-page'

export default function ProjectError(props: ErrorPageProps) {
  return (
    <Page>
      <ErrorPage {...props} />
    </Page>
  )
}
