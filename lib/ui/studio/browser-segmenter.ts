import type { SegmentAt, SegmentFound } from './studio-contract'
import type { FromSegmenter, ToSegmenter } from './worker/segment.worker'

export type SegmentTrouble = 'nothing' | 'failed'

export class SegmentError extends Error {
  constructor(readonly trouble: SegmentTrouble) {
    super(trouble)
  }
}

/** GrabCut in a worker of the browser, which is started with the first hint, or by `warmUp` before it. */
export class BrowserSegmenter {
  private worker: Worker | null = null
  private asked = 0
  private readonly waiting = new Map<
    number,
    { resolve: (found: SegmentFound) => void; reject: (error: Error) => void }
  >()

  /** `url` is the picture's, in whose pixels hints are. */
  constructor(private readonly url: string) {}

  readonly warmUp = () => {
    this.start()
  }

  readonly segment: SegmentAt = (hint, signal) => {
    signal.throwIfAborted()
    const worker = this.start()
    const id = ++this.asked
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      // The answer of a hint that was drawn on is dropped when it comes.
      signal.addEventListener('abort', () => {
        if (this.waiting.delete(id)) reject(signal.reason)
      })
      worker.postMessage({ type: 'segment', id, hint } satisfies ToSegmenter)
    })
  }

  close() {
    this.worker?.terminate()
    this.worker = null
    this.waiting.clear()
  }

  private start(): Worker {
    if (this.worker) return this.worker
    const worker = new Worker(new URL('./worker/segment.worker.ts', import.meta.url), {
      type: 'module',
      name: 'segment',
    })
    this.worker = worker
    worker.onmessage = ({ data }: MessageEvent<FromSegmenter>) => this.receive(data)
    worker.onerror = () => this.fail()
    worker.postMessage({ type: 'open', url: new URL(this.url, location.href).href } satisfies ToSegmenter)
    return worker
  }

  private receive(message: FromSegmenter) {
    if (message.type === 'ready') return
    if (message.id === null) {
      this.fail()
      return
    }
    const asked = this.waiting.get(message.id)
    this.waiting.delete(message.id)
    if (message.type === 'found') asked?.resolve(message.found)
    else asked?.reject(new SegmentError(message.type === 'nothing' ? 'nothing' : 'failed'))
  }

  /** What can't load now may load with the next hint. */
  private fail() {
    for (const { reject } of this.waiting.values()) reject(new SegmentError('failed'))
    this.waiting.clear()
    this.worker?.terminate()
    this.worker = null
  }
}
