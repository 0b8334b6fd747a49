/** What of a keyboard event decides; a `KeyboardEvent` is one. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** `key` in lower case plus modifiers, out of `A`, `Shift+1`, `Mod+Enter`, `?`, `ArrowLeft`, `Space`. */
export function parseKey(name: string) {
  const parts = name === '+' || name.endsWith('++') ? [...name.slice(0, -1).split('+'), '+'] : name.split('+')
  const key = (parts.at(-1) ?? '').toLowerCase()
  const modifiers = new Set(parts.slice(0, -1).map((part) => part.toLowerCase()))
  return {
    key: key === 'space' ? ' ' : key,
    shift: modifiers.has('shift'),
    alt: modifiers.has('alt'),
    mod: modifiers.has('mod'),
  }
}

const letterOrDigit = /^[a-z0-9]$/

/**
 * Whether a press means the named key. Letters and digits also match by their place on the keyboard: with a Cyrillic
 * layout `A` still works, and Shift+1 is found although it types `!`. Signs such as `?` and `+` match by what they
 * type and ignore Shift, which they need on some layouts and not on others.
 */
export function matchKey(press: KeyPress, name: string): boolean {
  const wanted = parseKey(name)
  if (wanted.mod !== (press.ctrlKey || press.metaKey) || wanted.alt !== press.altKey) return false
  const typed = press.key.toLowerCase()
  if (letterOrDigit.test(wanted.key)) {
    if (wanted.shift !== press.shiftKey) return false
    const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(press.code)?.[1]?.toLowerCase()
    // Trust the place only when the layout types no Latin letter or digit there, or Shift turned the digit into a sign.
    return typed === wanted.key || (!letterOrDigit.test(typed) && place === wanted.key)
  }
  const isSign = wanted.key.length === 1 && wanted.key !== ' '
  return typed === wanted.key && (isSign || wanted.shift === press.shiftKey)
}
