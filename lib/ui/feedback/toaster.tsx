'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { IconButton } from '../controls/icon-button'
import { CheckIcon, CloseIcon, WarnIcon } from '../icons'
import { currentToasts, dismissToast, type ShownToast, subscribeToasts } from './toast'

const none: readonly ShownToast[] = []

/** Where toasts appear. Lives once in the root layout, as a popover, so that it is above dialogs too. */
export function Toaster() {
  const t = useTranslations('common')
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, () => none)
  const ref = useRef<HTMLElement>(null)
  const count = toasts.length
  useEffect(() => {
    // Shown anew with each toast: a dialog opened since would otherwise cover it.
    if (ref.current?.matches(':popover-open')) ref.current.hidePopover()
    if (count > 0) ref.current?.showPopover()
  }, [count])

  return (
    <section
      ref={ref}
      popover="manual"
      aria-label={t('messages')}
      aria-live="polite"
      className="fixed inset-x-0 top-auto bottom-[calc(var(--dock)+1rem)] mx-auto w-fit max-w-[calc(100vw-2rem)] flex-col items-center gap-2 overflow-visible bg-transparent [&:popover-open]:flex"
    >
      {toasts.map(({ id, text, kind, action }) => (
        <div
          key={id}
          role={kind === 'error' ? 'alert' : undefined}
          className="sheet-in flex items-center gap-3 rounded-l border border-line bg-raised py-1 pr-1 pl-4 text-ink shadow-float"
        >
          {kind === 'error' ? <WarnIcon className="shrink-0" /> : <CheckIcon className="shrink-0" />}
          <p className="py-1.5">{text}</p>
          {action && (
            <button
              type="button"
              className="rounded-m px-2 py-1.5 font-semibold text-accent-text hover:bg-hover"
              onClick={() => {
                action.run()
                dismissToast(id)
              }}
            >
              {action.label}
            </button>
          )}
          <IconButton label={t('close')} onClick={() => dismissToast(id)}>
            <CloseIcon />
          </IconButton>
        </div>
      ))}
    </section>
  )
}
