type Runtime = typeof import('onnxruntime-node')

let loading: Promise<Runtime> | undefined

/**
 * onnxruntime's native library, loaded at first use so that code which only reads model folders never pays for it.
 * Its own log stays quiet: everything that goes wrong is thrown too, with the file and the tensor named.
 */
export const loadRuntime = (): Promise<Runtime> => {
  loading ??= import('onnxruntime-node').then((runtime) => {
    runtime.env.logLevel = 'fatal'
    return runtime
  })
  return loading
}
