/** A pause longer than this is not work on the item: somebody went for a coffee. */
export const idleMs = 60_000

/**
 * Time that a person spends on one item: the sum of the gaps between signs of life, without those longer than
 * `idleMs` and without the time in which the page was not to be seen. Every method takes the moment, in ms.
 */
export class JudgingClock {
  private spentMs = 0
  private lastSign: number | null

  constructor(now: number, visible = true) {
    this.lastSign = visible ? now : null
  }

  /** The pointer moved, a key went down. */
  sign(now: number): void {
    this.settle(now)
    if (this.lastSign !== null) this.lastSign = now
  }

  hide(now: number): void {
    this.settle(now)
    this.lastSign = null
  }

  show(now: number): void {
    this.lastSign ??= now
  }

  /** Milliseconds so far. */
  elapsed(now: number): number {
    this.sign(now)
    return Math.round(this.spentMs)
  }

  private settle(now: number): void {
    if (this.lastSign === null) return
    const gap = now - this.lastSign
    if (gap > 0 && gap <= idleMs) this.spentMs += gap
  }
}
