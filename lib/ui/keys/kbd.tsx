import { cx } from '../cx'

const signs: Record<string, string> = {
  enter: '⏎',
  shift: '⇧',
  mod: '⌘',
  alt: '⌥',
  space: '␣',
  escape: 'esc',
  backspace: '⌫',
  delete: 'del',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
}

const isMac = () => typeof navigator !== 'undefined' && /Mac|iP(?:hone|ad)/.test(navigator.userAgent)

const sign = (part: string) => {
  const name = part.toLowerCase()
  if (name === 'mod' && !isMac()) return 'Ctrl '
  return signs[name] ?? (part.length === 1 ? part.toUpperCase() : part)
}

/** A key as it is named in `useKeys`, drawn as a small cap. Hidden where there is no keyboard to speak of. */
export function Kbd({ children: key, className }: { children: string; className?: string }) {
  const parts = key === '+' ? ['+'] : key.split('+')
  return (
    <kbd
      aria-hidden
      suppressHydrationWarning
      className={cx(
        'inline-flex h-4 min-w-4 items-center justify-center rounded-s border border-current/30 px-1 font-sans text-[0.6875rem] leading-none font-medium [@media(pointer:coarse)]:hidden',
        className,
      )}
    >
      {parts.map(sign).join('')}
    </kbd>
  )
}
