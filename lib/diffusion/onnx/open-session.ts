import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { InferenceSession } from 'onnxruntime-node'
import { ExemplarError } from '@/lib/platform/errors'
import { explainFailure, words } from './explain-failure'
import type { Provider } from './providers'
import { loadRuntime } from './runtime'
import { type ElementType, fromSessionTensor, toSessionData } from './session-tensors'
import { elementCount, type Ints, showDims, type Tensor } from './tensors'

export interface TensorSpec {
  readonly name: string
  readonly type: ElementType
  /** A name where the size is free. Empty for a scalar, and where the file states no shape. */
  readonly dims: readonly (number | string)[]
}

export interface OpenOptions {
  /** One that `resolveProvider` has found usable; default `cpu`. */
  readonly provider?: Provider
  /** CPU threads of the session; default: the runtime's choice. */
  readonly threads?: number
  /** `none` runs the graph as it is written, node by node, for comparing bit by bit. */
  readonly optimise?: 'none' | 'all'
}

/** An ONNX file that is ready to run. Host tensors are float32 and int32; each session's own types are its business. */
export interface OnnxModel {
  readonly file: string
  readonly inputs: ReadonlyMap<string, TensorSpec>
  readonly outputs: ReadonlyMap<string, TensorSpec>
  /**
   * Runs the graph. Values are converted to what each input asks for (float16, int64, int32, …) and a single value to
   * rank 0 or 1 as declared; the outputs come back as float32.
   * @param wanted output names; default all.
   * Errors: `bad-input` naming file and tensor where a feed is missing, unknown, of another rank or size.
   */
  run(
    feeds: Readonly<Record<string, Tensor | Ints>>,
    wanted?: readonly string[],
  ): Promise<Record<string, Tensor>>
  /** Wall time spent inside the runtime so far. */
  readonly sessionMs: number
  release(): Promise<void>
}

const specsOf = (metadata: readonly InferenceSession.ValueMetadata[]): ReadonlyMap<string, TensorSpec> =>
  new Map(
    metadata.flatMap((value) =>
      value.isTensor ? [[value.name, { name: value.name, type: value.type, dims: value.shape }]] : [],
    ),
  )

const showSpec = ({ type, dims }: TensorSpec): string => `${type} ${showDims(dims)}`

/** Opens a model. Errors: `ExemplarError` naming the file, and the provider where it is at fault. */
export const openModel = async (file: string, options: OpenOptions = {}): Promise<OnnxModel> => {
  const { provider = 'cpu', threads, optimise = 'all' } = options
  const found = await stat(file).catch(() => null)
  if (!found?.isFile())
    throw new ExemplarError('not-found', `There is no model file ${file}.`, {
      field: file,
      fix: 'Check the folder with: npx exemplar models check <folder>',
    })
  const { InferenceSession } = await loadRuntime()
  const session = await InferenceSession.create(file, {
    executionProviders: [provider],
    graphOptimizationLevel: optimise === 'none' ? 'disabled' : 'all',
    logSeverityLevel: 4,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
  }).catch(async (error: unknown) => {
    throw await explainFailure(file, provider, error)
  })
  return new Session(file, session)
}

class Session implements OnnxModel {
  readonly inputs: ReadonlyMap<string, TensorSpec>
  readonly outputs: ReadonlyMap<string, TensorSpec>
  sessionMs = 0

  constructor(
    readonly file: string,
    private readonly session: InferenceSession,
  ) {
    this.inputs = specsOf(session.inputMetadata)
    this.outputs = specsOf(session.outputMetadata)
  }

  async run(feeds: Readonly<Record<string, Tensor | Ints>>, wanted?: readonly string[]) {
    const { Tensor: SessionTensor } = await loadRuntime()
    for (const name of Object.keys(feeds)) if (!this.inputs.has(name)) throw this.unknown('input', name)
    for (const name of wanted ?? []) if (!this.outputs.has(name)) throw this.unknown('output', name)
    const converted: Record<string, InstanceType<typeof SessionTensor>> = {}
    for (const [name, spec] of this.inputs) {
      const value = feeds[name]
      if (!value) throw this.refuse(name, `is missing; expected ${showSpec(spec)}`)
      const data = toSessionData(spec.type, value.data)
      if (!data) throw this.refuse(name, `asks for ${spec.type}, which is not supported`)
      converted[name] = new SessionTensor(spec.type, data, this.fit(spec, value))
    }
    const startedAt = performance.now()
    const results = await this.session
      .run(converted, wanted ?? [...this.outputs.keys()])
      .catch((error: unknown) => {
        throw new ExemplarError('internal', `${this.file} failed while running: ${words(error)}`, {
          field: this.file,
          cause: error,
        })
      })
      .finally(() => {
        this.sessionMs += performance.now() - startedAt
      })
    return Object.fromEntries(
      Object.entries(results).map(([name, result]) => {
        const tensor = fromSessionTensor(result)
        if (!tensor) throw this.refuse(name, `is of type ${result.type}, which is not supported`)
        return [name, tensor]
      }),
    )
  }

  async release(): Promise<void> {
    await this.session.release()
  }

  /** The dimensions to pass, a single value as rank 0 or 1 as declared (exports differ in the timestep's rank). */
  private fit(spec: TensorSpec, value: Tensor | Ints): readonly number[] {
    const count = elementCount(value.dims)
    const got = showDims(value.dims)
    if (count !== value.data.length)
      throw this.refuse(spec.name, `has ${value.data.length} values for ${got}, which takes ${count}`)
    if (count === 1 && spec.dims.length <= 1 && value.dims.length <= 1) return spec.dims.map(() => 1)
    const fits =
      spec.dims.length === value.dims.length &&
      spec.dims.every((dim, axis) => typeof dim === 'string' || dim === value.dims[axis])
    // No dims may mean a scalar or an unstated shape: the runtime knows which, and says so itself.
    if (!fits && spec.dims.length > 0) throw this.refuse(spec.name, `expects ${showSpec(spec)}, got ${got}`)
    return value.dims
  }

  private refuse(tensor: string, problem: string): ExemplarError {
    return new ExemplarError('bad-input', `${path.basename(this.file)}: the tensor “${tensor}” ${problem}.`, {
      field: tensor,
      detail: { file: this.file },
    })
  }

  private unknown(kind: 'input' | 'output', name: string): ExemplarError {
    const known = kind === 'input' ? this.inputs : this.outputs
    return this.refuse(name, `is no ${kind} of this model; it has ${[...known.keys()].join(', ')}`)
  }
}
