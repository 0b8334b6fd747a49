'use client'

import { ErrorPage, type ErrorPageProps } from './error-page'

export default function RootError(props: ErrorPageProps) {
  return (
    <main className="min-h-dvh p-6">
      <ErrorPage {...props} />
    </main>
  )
}
