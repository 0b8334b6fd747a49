'use client'

import '@scalar/api-reference-react/style.css'
import dynamic from 'next/dynamic'
import { Skeleton } from '@/lib/ui/feedback/skeleton'

// Large, and of use on this page only: loaded by itself, in the browser.
const ApiReference = dynamic(
  () => import('@scalar/api-reference-react').then(({ ApiReferenceReact }) => ApiReferenceReact),
  { ssr: false, loading: () => <Skeleton className="m-6 h-96" /> },
)

export function Reference() {
  return (
    <main id="main">
      <ApiReference
        configuration={{
          url: '/api/v1/openapi.json',
          // Everything comes from this server, so that the page works without a network.
          withDefaultFonts: false,
          hideClientButton: true,
          telemetry: false,
          showToolbar: 'never',
          defaultOpenAllTags: false,
          customCss: '.scalar-app { --scalar-font: var(--font-sans); --scalar-font-code: var(--font-mono); }',
        }}
      />
    </main>
  )
}
