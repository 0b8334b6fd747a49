import { createRequire } from 'node:module'
import type cvModule from '@techstark/opencv-js'

export type OpenCv = typeof cvModule

let loading: Promise<{ readonly cv: OpenCv }> | undefined

/**
 * Loads OpenCV once a thread: 11 MB of WebAssembly glue that needs `new Function`, so it belongs in a worker
 * thread and never in a page's bundle. The module comes wrapped, because emscripten gives it a `then` that
 * resolves to itself, and awaiting it would never end.
 */
export const loadOpenCv = (): Promise<{ readonly cv: OpenCv }> => {
  loading ??= load()
  return loading
}

interface EmscriptenModule {
  onRuntimeInitialized?: () => void
  Mat?: unknown
}

const load = async (): Promise<{ readonly cv: OpenCv }> => {
  // Emscripten installs handlers that turn any unhandled rejection of the process into an abort; ours stay in charge.
  const events = ['uncaughtException', 'unhandledRejection'] as const
  const before = events.map((event) => new Set(process.listeners(event as 'uncaughtException')))
  // `require`, not `import`: bundlers and test runners copy the module's `then` onto the namespace that they resolve
  // `import()` with, and awaiting that spins for ever.
  const cv = createRequire(import.meta.url)('@techstark/opencv-js') as OpenCv
  for (const [i, event] of events.entries()) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i]?.has(listener)) process.removeListener(event, listener)
    }
  }
  const module = cv as unknown as EmscriptenModule
  if (!module.Mat) {
    await new Promise<void>((ready) => {
      module.onRuntimeInitialized = ready
    })
  }
  return { cv }
}
