export interface Toast {
  readonly text: string
  /** An error stays until it is closed; the rest go by themselves. */
  readonly kind?: 'done' | 'error'
  /** Most often Undo. */
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface ShownToast extends Toast {
  readonly id: number
}

const shownForMs = 6000
const atMost = 3

let toasts: readonly ShownToast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function set(next: readonly ShownToast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says in a corner what was done, without taking the focus. Callable from anywhere in the browser. */
export function toast(message: Toast) {
  const id = nextId++
  set([...toasts, { ...message, id }].slice(-atMost))
  if (message.kind !== 'error') setTimeout(() => dismissToast(id), shownForMs)
}

export function dismissToast(id: number) {
  set(toasts.filter((one) => one.id !== id))
}

export const currentToasts = () => toasts

export function subscribeToasts(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
