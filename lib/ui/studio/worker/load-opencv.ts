import type cvModule from '@techstark/opencv-js'

export type OpenCv = typeof cvModule

interface EmscriptenModule {
  onRuntimeInitialized?: () => void
  Mat?: unknown
}

let loading: Promise<{ readonly cv: OpenCv }> | undefined

/**
 * Loads OpenCV once a worker. It is an asset and in no bundle: 11 MB of WebAssembly glue that no bundler should read. The
 * glue calls `new Function` by itself, so this worker is where a policy has to allow `unsafe-eval`, and nowhere else.
 * The module comes wrapped, because emscripten gives it a `then` that resolves to itself, and awaiting it never ends.
 */
export const loadOpenCv = (): Promise<{ readonly cv: OpenCv }> => {
  loading ??= load()
  return loading
}

const load = async (): Promise<{ readonly cv: OpenCv }> => {
  const source = new URL('../../../../node_modules/@techstark/opencv-js/dist/opencv.js', import.meta.url)
  const answer = await fetch(source)
  if (!answer.ok) throw new Error(`OpenCV: ${answer.status}`)
  // A module worker has no importScripts; a function of sloppy code has the global scope for its `this`, where the
  // script leaves `cv`.
  new Function(await answer.text()).call(globalThis)
  const module = (globalThis as unknown as { cv: OpenCv & EmscriptenModule }).cv
  if (!module.Mat) {
    await new Promise<void>((ready) => {
      module.onRuntimeInitialized = ready
    })
  }
  return { cv: module }
}
