import type { Entry } from './entry'

/** Where decisions wait, so that a closed tab loses none. */
export interface OutboxStore {
  all(): Promise<Entry[]>
  put(entry: Entry): Promise<void>
  remove(id: string): Promise<void>
}

const table = 'entries'

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('exemplar-desk', 1)
  request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'id' })
  return done(request)
}

/** In IndexedDB; in a browser that keeps nothing, for as long as the page lives. */
export function browserOutbox(): OutboxStore {
  const kept = new Map<string, Entry>()
  let database: Promise<IDBDatabase> | undefined
  const rows = async (mode: IDBTransactionMode) => {
    database ??= openDatabase()
    return (await database).transaction(table, mode).objectStore(table)
  }
  const orKept = <T>(work: Promise<T>, otherwise: T) => work.catch(() => otherwise)
  return {
    all: async () => {
      const stored = await orKept(
        rows('readonly').then((store) => done(store.getAll() as IDBRequest<Entry[]>)),
        [...kept.values()],
      )
      return stored.sort((a, b) => a.madeAt - b.madeAt)
    },
    put: async (entry) => {
      kept.set(entry.id, entry)
      await orKept(
        rows('readwrite').then((store) => done(store.put(entry))),
        undefined,
      )
    },
    remove: async (id) => {
      kept.delete(id)
      await orKept(
        rows('readwrite').then((store) => done(store.delete(id))),
        undefined,
      )
    },
  }
}
