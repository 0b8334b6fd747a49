import { matchKey } from './match-key'

export interface KeyBinding {
  /** `A`, `Shift+1`, `Mod+Enter`, `ArrowLeft`, `Space`, `?`. See parseKey. */
  readonly key: string
  /** What it does, in the person's language; shown in the list of keys. */
  readonly label: string
  readonly run: () => void
  /** Called when the key goes up again, for things shown while it is held. */
  readonly release?: () => void
  /** The heading it is listed under. */
  readonly group?: string
  /** Run again while the key is held down; off, so that holding Accept does not accept the next one too. */
  readonly repeat?: boolean
  readonly disabled?: boolean
}

interface Layer {
  readonly depth: number
  readonly bindings: readonly KeyBinding[]
}

const layers = new Map<symbol, Layer>()
const listeners = new Set<() => void>()
const held = new Map<string, KeyBinding>()
let snapshot: readonly KeyBinding[] = []

/** The bindings that a press can reach: those of the deepest open dialog, or of the page; the latest first. */
function reachable(): KeyBinding[] {
  const depth = Math.max(0, ...[...layers.values()].map((layer) => layer.depth))
  return [...layers.values()]
    .filter((layer) => layer.depth === depth)
    .reverse()
    .flatMap((layer) => layer.bindings)
}

function changed() {
  snapshot = reachable()
  for (const listener of listeners) listener()
}

export function registerKeys(id: symbol, layer: Layer): () => void {
  if (layers.size === 0) listen()
  layers.set(id, layer)
  changed()
  return () => {
    layers.delete(id)
    changed()
  }
}

export function subscribeKeys(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const activeKeys = (): readonly KeyBinding[] => snapshot

const typesText = (element: Element) =>
  element.matches('textarea, select, [contenteditable=""], [contenteditable="true"]') ||
  (element instanceof HTMLInputElement &&
    !/^(?:checkbox|radio|button|submit|range|color|file)$/.test(element.type))

/** What a text field does itself: undo, redo, select all, copy, cut, paste, and moving by words. */
const editsText = /^(?:[acvxyz]|backspace|delete|home|end|arrow(?:left|right|up|down))$/i

/** Enter and Space belong to the focused control; bare keys and editing belong to whoever is typing. */
function belongsToFocus(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof Element)) return false
  const modified = event.ctrlKey || event.metaKey || event.altKey
  if (typesText(target) && (!modified || editsText.test(event.key))) return true
  return (event.key === 'Enter' || event.key === ' ') &&
    target.closest('button, a[href], summary, input') !== null
    ? !modified
    : false
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.key === 'Process' || belongsToFocus(event)) return
  const binding = snapshot.find((one) => !one.disabled && matchKey(event, one.key))
  if (!binding) return
  event.preventDefault()
  if (event.repeat && !binding.repeat) return
  held.set(event.code, binding)
  binding.run()
}

function onKeyUp(event: KeyboardEvent) {
  held.get(event.code)?.release?.()
  held.delete(event.code)
}

/** A window that loses focus gets no keyup. */
function releaseAll() {
  for (const binding of held.values()) binding.release?.()
  held.clear()
}

let listening = false

function listen() {
  if (listening) return
  listening = true
  window.addEventListener('keydown', onKeyDown)
  window.addEventListener('keyup', onKeyUp)
  window.addEventListener('blur', releaseAll)
}
