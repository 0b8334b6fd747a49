import type { MaskDraft } from '@/lib/imaging/masks/tiles/mask-session'

export interface KeptDraft extends MaskDraft {
  readonly keptAt: number
}

const database = 'exemplar-masks'
const store = 'drafts'
/** Drafts that nobody came back for. */
const keptForMs = 30 * 24 * 3600 * 1000

/** Masks that were drawn and not saved, in the browser's own database. Where that is denied there are no drafts. */
export const openDrafts = () => {
  let opening: Promise<IDBDatabase> | undefined
  const use = async <T>(
    mode: IDBTransactionMode,
    work: (drafts: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    opening ??= open()
    return settled(work((await opening).transaction(store, mode).objectStore(store)))
  }
  return {
    keep: (key: string, draft: MaskDraft) =>
      use('readwrite', (drafts) => drafts.put({ ...draft, keptAt: Date.now() } satisfies KeptDraft, key)),
    find: (key: string) => use<KeptDraft | undefined>('readonly', (drafts) => drafts.get(key)),
    forget: (key: string) => use('readwrite', (drafts) => drafts.delete(key)),
  }
}

const open = (): Promise<IDBDatabase> => {
  const asked = indexedDB.open(database, 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore(store)
  return settled(asked).then((opened) => {
    forgetOld(opened)
    return opened
  })
}

const forgetOld = (opened: IDBDatabase) => {
  const walk = opened.transaction(store, 'readwrite').objectStore(store).openCursor()
  walk.onsuccess = () => {
    const cursor = walk.result
    if (!cursor) return
    if ((cursor.value as KeptDraft).keptAt < Date.now() - keptForMs) cursor.delete()
    cursor.continue()
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
