/** A map that forgets what was used longest ago when its entries weigh more than `limit` together. */
export class RecentlyUsed<K, V> {
  // A map keeps the order of insertion, so its first key is the one to forget.
  private readonly entries = new Map<K, V>()
  private weight = 0

  constructor(
    private readonly limit: number,
    private readonly weigh: (value: V) => number = () => 1,
  ) {}

  get(key: K): V | undefined {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }

  /** Keeps the value, even one that weighs more than the limit alone. */
  set(key: K, value: V): void {
    this.delete(key)
    this.entries.set(key, value)
    this.weight += this.weigh(value)
    for (const oldest of this.entries.keys()) {
      if (this.weight <= this.limit || oldest === key) return
      this.delete(oldest)
    }
  }

  delete(key: K): void {
    const value = this.entries.get(key)
    if (value === undefined) return
    this.weight -= this.weigh(value)
    this.entries.delete(key)
  }
}
