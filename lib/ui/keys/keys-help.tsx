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

  return (
    <Dialog open={shown !== null} onClose={() => setShown(null)} title={t('title')} size="wide">
      <div className="columns-1 gap-8 sm:columns-2">
        {grouped(shown ?? none, t('page')).map(({ group, rows }) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-small text-faint">{group}</h3>
            <dl>
              {rows.map(({ label, keys }) => (
                <div
                  key={label}
                  className="flex items-center justify-between gap-4 border-t border-line py-1.5"
                >
                  <dt>{label}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <span key={key}>
                        <Kbd>{key}</Kbd>
                        <span className="sr-only">{key}</span>
                      </span>
                    ))}
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

/** Bindings under their headings, keys that do the same on one line, in the order in which they were registered. */
function grouped(bindings: readonly KeyBinding[], fallback: string) {
  const groups = new Map<string, Map<string, string[]>>()
  for (const { group = fallback, label, key, disabled } of bindings) {
    if (disabled) continue
    const rows = groups.get(group) ?? new Map<string, string[]>()
    rows.set(label, [...(rows.get(label) ?? []), key])
    groups.set(group, rows)
  }
  return [...groups].map(([group, rows]) => ({
    group,
    rows: [...rows].map(([label, keys]) => ({ label, keys })),
  }))
}

/** Opens the same list from a button, for those who do not know of `?` yet. */
export function openKeysHelp() {
  activeKeys()
    .find((binding) => binding.key === '?')
    ?.run()
}
