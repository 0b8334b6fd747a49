'use client'

import { CompareViewer } from '@/lib/ui/compare/compare-viewer'
import { Dialog } from '@/lib/ui/feedback/dialog'
import type { Candidate } from '../generation/types'

/** The pair in the full viewer: slider, side by side, blink, difference. Its keys hold while it is open. */
export function ComparePair({ candidate, onClose }: { candidate: Candidate; onClose: () => void }) {
  return (
    <Dialog open size="wide" title={candidate.instruction} onClose={onClose}>
      <CompareViewer
        className="h-[min(70dvh,44rem)]"
        source={candidate.sourceUrl}
        edited={candidate.editedUrl}
        photo={candidate.anchorUrl}
        mask={candidate.maskUrl}
      />
    </Dialog>
  )
}
