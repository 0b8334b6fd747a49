import { around, MaskSession } from '@/lib/imaging/masks/tiles/mask-session'
import type { Dab } from '@/lib/imaging/masks/tiles/paint'
import type { TiledMask } from '@/lib/imaging/masks/tiles/tiled-mask'
import type { Rect } from '@/lib/imaging/raster'
import { regionOfSession } from '../mask-region'
import { onCanvas, type Paints, renderView, type StudioView } from '../render-view'
import { openDrafts } from './draft-store'
import { loadMask, StudioError } from './load-mask'
import { previewMask } from './preview'
import type { FromStudio, ShownMask, StudioAnswer, StudioTask, ToStudio } from './protocol'

// Where the mask lives: it is painted, changed, kept and drawn here, so that the page's thread only collects events.

/** A draft is kept once the hand has rested so long. */
const restMs = 400

const scope = self as unknown as {
  postMessage(message: FromStudio, transfer?: Transferable[]): void
  onmessage: ((event: MessageEvent<ToStudio>) => void) | null
}

const drafts = openDrafts()
let session = new MaskSession(1, 1)
let draftKey: string | null = null
let preview: TiledMask | null = null
let view: StudioView | null = null
let paints: Paints | null = null
let dirty: Rect | 'all' | null = null
let frame = 0
let keeping: ReturnType<typeof setTimeout> | undefined

scope.onmessage = ({ data }) => {
  switch (data.type) {
    case 'task':
      void answer(data.id, data.task)
      break
    case 'view':
      view = data.view
      paints = data.paints
      redraw('all')
      break
    case 'paint':
      redraw(session.paint(dabsOf(data.dabs), data.brush))
      break
    case 'end-stroke':
      if (session.endStroke()) changed()
      break
    case 'drop-stroke':
      redraw(session.dropStroke())
      break
  }
}

const dabsOf = (numbers: Float32Array): Dab[] =>
  Array.from({ length: numbers.length / 3 }, (_, i) => ({
    x: numbers[3 * i] as number,
    y: numbers[3 * i + 1] as number,
    radius: numbers[3 * i + 2] as number,
  }))

const answer = async (id: number, task: StudioTask) => {
  try {
    scope.postMessage({ type: 'answer', id, answer: await work(task) })
  } catch (error) {
    scope.postMessage({
      type: 'failure',
      id,
      problem: error instanceof StudioError ? error.problem : 'failed',
    })
  }
}

const work = async (task: StudioTask): Promise<StudioAnswer> => {
  switch (task.kind) {
    case 'open': {
      const opened = new MaskSession(task.width, task.height)
      if (task.initial) {
        const mask = await loadMask(task.initial, opened.mask)
        opened.begin((tiles) => tiles.write({ x: 0, y: 0 }, mask))
      }
      session = opened
      draftKey = task.draftKey
      const draft = draftKey ? await drafts.find(draftKey).catch(() => undefined) : undefined
      const restored = draft && session.restore(draft) ? draft.keptAt : undefined
      tell()
      redraw('all')
      return restored === undefined ? {} : { restored }
    }
    case 'operate':
      return changedBy(session.apply(task.operation, task.engine))
    case 'copy': {
      const mask = await loadMask(task.url, session.mask)
      return changedBy(session.apply({ kind: 'mask', mask, at: { x: 0, y: 0 }, how: task.how }))
    }
    case 'undo':
    case 'redo': {
      const rect = task.kind === 'undo' ? session.undo() : session.redo()
      return changedBy(rect.width > 0)
    }
    case 'show':
      show(task.shown)
      return {}
    case 'export':
      return { exported: regionOfSession(session) }
    case 'keep-draft':
      clearTimeout(keeping)
      await keepDraft()
      return {}
    case 'forget-draft':
      clearTimeout(keeping)
      if (draftKey) await drafts.forget(draftKey)
      // What was saved or thrown away is not kept again when the page closes.
      draftKey = null
      return {}
  }
}

const changedBy = (isChanged: boolean): StudioAnswer => {
  if (isChanged) changed()
  return { changed: isChanged }
}

/** A step was made: the page hears of it, and what is shown of it is drawn anew. */
const changed = () => {
  preview = null
  tell()
  redraw('all')
  clearTimeout(keeping)
  keeping = setTimeout(() => void keepDraft(), restMs)
}

const keepDraft = async () => {
  if (!draftKey || session.isPainting) return
  // Undone to the beginning, there is nothing to go on with.
  const work = session.state().steps > 0 ? drafts.keep(draftKey, session.draft()) : drafts.forget(draftKey)
  await work.catch(() => undefined)
}

const tell = () => scope.postMessage({ type: 'state', state: session.state() })

const show = (shown: ShownMask) => {
  preview = shown === 'drawn' ? null : previewMask(session.mask, shown)
  redraw('all')
}

const redraw = (what: Rect | 'all') => {
  dirty = what === 'all' || dirty === 'all' ? 'all' : around(dirty, what)
  if (frame === 0) frame = requestAnimationFrame(draw)
}

const draw = () => {
  frame = 0
  const what = dirty
  dirty = null
  if (!view || !paints || !what) return
  const all = { x: 0, y: 0, width: view.width, height: view.height }
  const rect = what === 'all' ? all : onCanvas(what, view)
  if (rect.width === 0 || rect.height === 0) return
  const canvas = new OffscreenCanvas(rect.width, rect.height)
  const pixels = renderView(preview ?? session.mask, view, rect, paints)
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, rect.width, rect.height), 0, 0)
  const bitmap = canvas.transferToImageBitmap()
  const { x, y } = rect
  scope.postMessage({ type: 'painted', viewId: view.id, x, y, bitmap, whole: what === 'all' }, [bitmap])
}
