import type { SessionState } from '@/lib/imaging/masks/tiles/mask-session'
import type { Brush } from '@/lib/imaging/masks/tiles/paint'
import type { Paints, StudioView } from './render-view'
import type { FromStudio, StudioAnswer, StudioProblem, StudioTask, ToStudio } from './worker/protocol'

export class StudioFailure extends Error {
  constructor(readonly problem: StudioProblem) {
    super(problem)
  }
}

interface Waiting {
  readonly resolve: (answer: StudioAnswer) => void
  readonly reject: (error: Error) => void
}

const nothing: SessionState = {
  canUndo: false,
  canRedo: false,
  steps: 0,
  marked: 0,
  pixels: 1,
  engines: [],
}

/** The page's end of the worker in which the mask lives. */
export class StudioClient {
  private readonly worker = new Worker(new URL('./worker/studio.worker.ts', import.meta.url), {
    type: 'module',
    name: 'mask',
  })
  private readonly waiting = new Map<number, Waiting>()
  private readonly listeners = new Set<() => void>()
  private current = nothing
  private asked = 0
  /** Draws what the worker has painted. */
  onPainted: (painted: Extract<FromStudio, { type: 'painted' }>) => void = ({ bitmap }) => bitmap.close()

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<FromStudio>) => this.receive(data)
    this.worker.onerror = () => this.fail()
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly state = () => this.current

  ask(task: StudioTask, transfer: Transferable[] = []): Promise<StudioAnswer> {
    const id = ++this.asked
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.send({ type: 'task', id, task }, transfer)
    })
  }

  setView(view: StudioView, paints: Paints) {
    this.send({ type: 'view', view, paints })
  }

  paint(dabs: Float32Array, brush: Brush) {
    this.send({ type: 'paint', dabs, brush }, [dabs.buffer])
  }

  endStroke() {
    this.send({ type: 'end-stroke' })
  }

  dropStroke() {
    this.send({ type: 'drop-stroke' })
  }

  /** Keeps the draft first, for which the worker outlives the page's component a little. */
  close() {
    this.listeners.clear()
    this.onPainted = ({ bitmap }) => bitmap.close()
    const end = () => this.worker.terminate()
    this.ask({ kind: 'keep-draft' }).then(end, end)
  }

  private send(message: ToStudio, transfer: Transferable[] = []) {
    this.worker.postMessage(message, transfer)
  }

  private receive(message: FromStudio) {
    switch (message.type) {
      case 'painted':
        this.onPainted(message)
        break
      case 'state':
        this.current = message.state
        for (const listener of this.listeners) listener()
        break
      case 'answer':
        this.take(message.id)?.resolve(message.answer)
        break
      case 'failure':
        this.take(message.id)?.reject(new StudioFailure(message.problem))
        break
    }
  }

  private take(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    return waiting
  }

  private fail() {
    for (const { reject } of this.waiting.values()) reject(new StudioFailure('failed'))
    this.waiting.clear()
  }
}
