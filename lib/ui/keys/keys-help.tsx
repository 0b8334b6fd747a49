'use client'

import { useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import { Dialog } from '../feedback/dialog'
import { Kbd } from './kbd'
import { activeKeys, type KeyBinding, subscribeKeys } from './key-registry'
import { useKeys } from './use-keys'

const none: readonly KeyBinding[] = []

/** `?` lists every key that works right now. Lives once in the root layout. */
export function KeysHelp() {
  const t = useTranslations('common.keys')
  const [shown, setShown] = useState<readonly KeyBinding[] | null>(null)
  const active = useSyncExternalStore(subscribeKeys, activeKeys, () => none)
  // Taken when opened: the dialog itself puts the page's keys to rest.
  useKeys([{ key: '?', label: t('title'), group: t('everywhere'), run: () => setShown(active) }])

  const listed = (shown ?? none).filter((binding) => !binding.disabled)
  const groups = [...new Set(listed.map((binding) => binding.group ?? t('page')))]
  return (
    <Dialog open={shown !== null} onClose={() => setShown(null)} title={t('title')} size="wide">
      <div className="columns-1 gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-small text-faint">{group}</h3>
            <dl>
              {listed
                .filter((binding) => (binding.group ?? t('page')) === group)
                .map((binding) => (
                  <div
                    key={binding.key}
                    className="flex items-center justify-between gap-4 border-t border-line py-1.5"
                  >
                    <dt>{binding.label}</dt>
                    <dd>
                      <Kbd>{binding.key}</Kbd>
                      <span className="sr-only">{binding.key}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

/** Opens the same list from a button, for those who do not know of `?` yet. */
export function openKeysHelp() {
  activeKeys()
    .find((binding) => binding.key === '?')
    ?.run()
}
