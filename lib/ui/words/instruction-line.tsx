import type { ReactNode } from 'react'
import { Chip } from '../controls/chip'
import { cx } from '../cx'

interface InstructionLineProps {
  instruction: string
  editType?: ReactNode
  editObject?: string | null
  sourceCaption?: string
  targetCaption?: string
  className?: string
}

/** What is asked, as one sentence, with its type, object and captions small behind it. */
export function InstructionLine(props: InstructionLineProps) {
  const { instruction, editType, editObject, sourceCaption, targetCaption, className } = props
  return (
    <div className={cx('flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1', className)}>
      <h1 className="text-title font-semibold text-balance">{instruction}</h1>
      {editType && <Chip>{editType}</Chip>}
      {editObject && <Chip>{editObject}</Chip>}
      {sourceCaption && targetCaption && (
        <p className="min-w-0 truncate text-muted max-sm:line-clamp-2 max-sm:whitespace-normal">
          “{sourceCaption}” → “{targetCaption}”
        </p>
      )}
    </div>
  )
}
