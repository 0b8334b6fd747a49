'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '../controls/button'

interface LoadMoreProps {
  hasMore: boolean
  loading: boolean
  onMore: () => void
}

const aheadOfTheFold = '600px'

/** The end of a keyset-paged list: fetches the next page before it is reached; the button is for the keyboard. */
export function LoadMore({ hasMore, loading, onMore }: LoadMoreProps) {
  const t = useTranslations('common.list')
  const ref = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  useEffect(() => {
    latest.current = onMore
  })
  useEffect(() => {
    if (!ref.current || !hasMore || loading) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      rootMargin: aheadOfTheFold,
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [hasMore, loading])
  if (!hasMore) return null
  return (
    <div ref={ref} className="flex justify-center py-2">
      <Button look="plain" busy={loading} onClick={onMore}>
        {loading ? t('loading') : t('more')}
      </Button>
    </div>
  )
}
