import { log } from '@/lib/platform/log'

export interface Releasable {
  release(): Promise<void>
}

interface Entry {
  readonly model: Promise<Releasable>
  users: number
  usedAt: number
}

export interface ShelfOptions {
  /** After so long without a request, all models are given back. */
  readonly idleMs: number
  /** Whether the machine runs out of memory; default: under a gigabyte is free, or a tenth of the limit. */
  readonly isShort?: () => boolean
}

const isMemoryShort = (): boolean => {
  const limit = process.constrainedMemory()
  // Without a container's limit the system says 0, or a number larger than any machine's.
  const total = limit > 0 && limit < Number.MAX_SAFE_INTEGER ? limit : Number.POSITIVE_INFINITY
  return process.availableMemory() < Math.min(total / 10, 1 << 30)
}

/**
 * The models that a device's process has loaded. Each is loaded once, by the first request that needs it, and stays
 * for the next; given back are those that nobody uses, when memory is short or when no request came for long.
 */
export class ModelShelf {
  private readonly entries = new Map<string, Entry>()
  private readonly isShort: () => boolean
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly options: ShelfOptions) {
    this.isShort = options.isShort ?? isMemoryShort
  }

  /** Runs `work` with the model of this key, which stays loaded at least until `work` ends. */
  async use<M extends Releasable, T>(
    key: string,
    load: () => Promise<M>,
    work: (model: M) => Promise<T>,
  ): Promise<T> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const entry = this.entries.get(key) ?? (await this.put(key, load))
    entry.users += 1
    try {
      return await work((await entry.model) as M)
    } finally {
      entry.users -= 1
      entry.usedAt = performance.now()
    }
  }

  /** No request is left: gives models back at once where memory is short, else after the idle time. */
  rest(): void {
    if (this.isShort()) void this.releaseUnused()
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.releaseUnused(), this.options.idleMs)
    this.timer.unref()
  }

  async release(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    await this.releaseUnused()
  }

  get loaded(): readonly string[] {
    return [...this.entries.keys()]
  }

  private async put<M extends Releasable>(key: string, load: () => Promise<M>): Promise<Entry> {
    while (this.isShort()) if (!(await this.releaseOldest())) break
    // Another request may have begun to load it meanwhile.
    const there = this.entries.get(key)
    if (there) return there
    const entry: Entry = { model: load(), users: 0, usedAt: performance.now() }
    this.entries.set(key, entry)
    // One that failed to load is tried again by the next request.
    entry.model.catch(() => this.entries.delete(key))
    return entry
  }

  private async releaseOldest(): Promise<boolean> {
    const [oldest] = [...this.entries]
      .filter(([, { users }]) => users === 0)
      .sort(([, a], [, b]) => a.usedAt - b.usedAt)
    if (!oldest) return false
    const [key, { model }] = oldest
    this.entries.delete(key)
    log.info({ model: key }, 'model released')
    await model
      .then((loaded) => loaded.release())
      .catch((error: Error) => log.warn({ model: key, error: error.message }, 'model not released'))
    return true
  }

  private async releaseUnused(): Promise<void> {
    while (await this.releaseOldest());
  }
}
