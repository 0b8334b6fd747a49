/** A decoded picture, or why there is none. */
export type Picture = ImageBitmap | 'failed'

export type Decode = (url: string, urgent: boolean) => Promise<ImageBitmap>

interface Wish {
  readonly urls: readonly string[]
  readonly urgent: boolean
}

/** 64 million pixels are 256 MB: three items of four 2-megapixel candidates each, twice over. */
const defaultBudgetPx = 64_000_000
const atOnce = 3

/**
 * Pictures fetched and decoded off the main thread before they are asked for. Holders say what they want to have, the
 * nearest first; what nobody wants is closed at once, and what goes beyond the budget is not decoded ahead.
 */
export class PictureStore {
  private readonly wishes = new Map<symbol, Wish>()
  private readonly pictures = new Map<string, Picture>()
  private readonly loading = new Set<string>()
  private readonly listeners = new Set<() => void>()
  private version = 0

  constructor(
    private readonly decode: Decode,
    private readonly budgetPx = defaultBudgetPx,
  ) {}

  /** Replaces what `holder` wants; an empty list lets go. Urgent: it is on the screen. */
  hold(holder: symbol, urls: readonly string[], urgent = false): void {
    if (urls.length === 0) this.wishes.delete(holder)
    else this.wishes.set(holder, { urls, urgent })
    this.work()
  }

  get(url: string | null | undefined): Picture | undefined {
    return url ? this.pictures.get(url) : undefined
  }

  /** The picture if it is there. */
  bitmap(url: string | null | undefined): ImageBitmap | null {
    const picture = this.get(url)
    return picture && picture !== 'failed' ? picture : null
  }

  /** Tries the failed ones again: the connection is back. */
  retry(): void {
    for (const [url, picture] of this.pictures) if (picture === 'failed') this.pictures.delete(url)
    this.work()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Changes whenever a picture comes, fails or goes. */
  readonly snapshot = (): number => this.version

  /** Everything wanted, what is on the screen first, each once. */
  private wanted(): Map<string, boolean> {
    const order = [...this.wishes.values()].sort((a, b) => Number(b.urgent) - Number(a.urgent))
    const urls = new Map<string, boolean>()
    for (const { urls: some, urgent } of order)
      for (const url of some) if (!urls.has(url)) urls.set(url, urgent)
    return urls
  }

  private work(): void {
    const wanted = this.wanted()
    let heldPx = 0
    const missing: string[] = []
    for (const [url, urgent] of wanted) {
      const picture = this.pictures.get(url)
      if (picture === 'failed') continue
      const within = urgent || heldPx < this.budgetPx
      if (picture && within) heldPx += picture.width * picture.height
      else if (picture) this.drop(url)
      else if (within && !this.loading.has(url)) missing.push(url)
    }
    for (const url of this.pictures.keys()) if (!wanted.has(url)) this.drop(url)
    for (const url of missing) {
      // What is on the screen waits for nothing.
      if (this.loading.size >= atOnce && !wanted.get(url)) break
      void this.load(url, wanted.get(url) ?? false)
    }
  }

  private async load(url: string, urgent: boolean): Promise<void> {
    this.loading.add(url)
    const picture = await this.decode(url, urgent).catch((): Picture => 'failed')
    this.loading.delete(url)
    if (this.wanted().has(url)) {
      this.pictures.set(url, picture)
      this.changed()
    } else if (picture !== 'failed') picture.close()
    this.work()
  }

  private drop(url: string): void {
    const picture = this.pictures.get(url)
    this.pictures.delete(url)
    // Whoever draws it hears of it first.
    this.changed()
    if (picture && picture !== 'failed') picture.close()
  }

  private changed(): void {
    this.version += 1
    for (const listener of this.listeners) listener()
  }
}

/** Larger pictures than any graphics card takes as one texture are shown at this length. */
const longestPx = 8192

const decodePicture: Decode = async (url, urgent) => {
  const answer = await fetch(url, { priority: urgent ? 'high' : 'low' })
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`)
  const bitmap = await createImageBitmap(await answer.blob())
  const longest = Math.max(bitmap.width, bitmap.height)
  if (longest <= longestPx) return bitmap
  const share = longestPx / longest
  const smaller = await createImageBitmap(bitmap, {
    resizeWidth: Math.round(bitmap.width * share),
    resizeHeight: Math.round(bitmap.height * share),
    resizeQuality: 'high',
  })
  bitmap.close()
  return smaller
}

/** One a page: the desk decodes ahead what its viewer shows later. */
export const pictures = new PictureStore(decodePicture)
