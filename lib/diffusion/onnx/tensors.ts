/** A host tensor: always float32, row-major, whatever precision the model works in. */
export interface Tensor {
  readonly dims: readonly number[]
  readonly data: Float32Array
}

/** Token ids, masks and other whole numbers. */
export interface Ints {
  readonly dims: readonly number[]
  readonly data: Int32Array
}

export const elementCount = (dims: readonly number[]): number => dims.reduce((count, dim) => count * dim, 1)

/** `[2, 4, 32, 32]`, as messages write a shape. */
export const showDims = (dims: readonly (number | string)[]): string => `[${dims.join(', ')}]`
