'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useContext, useEffect, useId, useRef } from 'react'
import { IconButton } from '../controls/icon-button'
import { cx } from '../cx'
import { CloseIcon } from '../icons'
import { KeyDepth, useKeys } from '../keys/use-keys'

const widths = { narrow: 'w-96', normal: 'w-[34rem]', wide: 'w-[46rem]' }

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons, the main one first. */
  actions?: ReactNode
  size?: keyof typeof widths
  /** A side sheet instead of a centred box: the rail on a phone. */
  side?: 'left'
}

/** A native modal: focus trap, Escape and the inert page behind it are the browser's own. */
export function Dialog({ open, ...rest }: DialogProps) {
  // Unmounted when closed, so that fields start afresh and the page's keys come back.
  return open ? <OpenDialog {...rest} /> : null
}

function OpenDialog({ onClose, title, children, actions, size = 'normal', side }: Omit<DialogProps, 'open'>) {
  const t = useTranslations('common')
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const depth = useContext(KeyDepth)
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // The first thing to fill in; failing that the dialog itself, rather than its close button.
    const first = dialog?.querySelector<HTMLElement>('[autofocus], input, textarea, select') ?? dialog
    first?.focus()
    return () => dialog?.close()
  }, [])

  return (
    <KeyDepth value={depth + 1}>
      <DialogKeys />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way, handled by the browser */}
      <dialog
        ref={ref}
        aria-labelledby={titleId}
        tabIndex={-1}
        onCancel={(event) => {
          event.preventDefault()
          onClose()
        }}
        onClick={(event) => {
          if (event.target === event.currentTarget) onClose()
        }}
        className={cx(
          'sheet-in overflow-hidden border border-line bg-raised outline-none text-ink shadow-float',
          side === 'left'
            ? 'fixed inset-y-0 left-0 m-0 h-dvh max-h-dvh w-72 max-w-[85vw] [--from:-8px_0]'
            : cx('m-auto max-h-[85dvh] max-w-[calc(100vw-2rem)] rounded-l', widths[size]),
        )}
      >
        <div className="flex max-h-[inherit] flex-col">
          <div className="flex items-center justify-between gap-4 px-6 pt-4 pb-2">
            <h2 id={titleId} className="text-body font-semibold">
              {title}
            </h2>
            <IconButton label={t('close')} onClick={onClose} className="-mr-2">
              <CloseIcon />
            </IconButton>
          </div>
          <div className="overflow-y-auto px-6 pt-1 pb-5">{children}</div>
          {actions && <div className="flex flex-wrap gap-2 border-t border-line px-6 py-3">{actions}</div>}
        </div>
      </dialog>
    </KeyDepth>
  )
}

/** Registers the dialog's layer even if nothing in it has keys, so that the page's keys rest. */
function DialogKeys() {
  useKeys([])
  return null
}
