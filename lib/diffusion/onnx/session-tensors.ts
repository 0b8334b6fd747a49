import type { Tensor as SessionTensor } from 'onnxruntime-node'
import { fromFloat16, toFloat16 } from './float16'
import type { Tensor } from './tensors'

export type ElementType = SessionTensor.Type

const toInt64 = (values: ArrayLike<number>): BigInt64Array => {
  const wide = new BigInt64Array(values.length)
  // Two 32-bit words an element, low one first; far faster than a BigInt each.
  const words = new Int32Array(wide.buffer)
  for (let i = 0; i < values.length; i++) {
    const value = Math.trunc(values[i] as number)
    words[2 * i] = value
    words[2 * i + 1] = value < 0 ? -1 : 0
  }
  return wide
}

/** The host's values in the type that a session wants, or null where no rule leads there. */
export const toSessionData = (type: ElementType, data: Float32Array | Int32Array) => {
  switch (type) {
    case 'float32':
      return data instanceof Float32Array ? data : Float32Array.from(data)
    case 'float16':
      return toFloat16(data instanceof Float32Array ? data : Float32Array.from(data))
    case 'float64':
      return Float64Array.from(data)
    case 'int64':
      return toInt64(data)
    case 'int32':
      return data instanceof Int32Array ? data : Int32Array.from(data)
    case 'bool':
    case 'uint8':
      return Uint8Array.from(data)
    default:
      return null
  }
}

/** A session's values as float32, or null for strings and packed types. */
export const fromSessionTensor = (tensor: SessionTensor): Tensor | null => {
  const { dims, data, type } = tensor
  switch (type) {
    case 'float32':
      return { dims, data: data as Float32Array }
    case 'float16':
      return { dims, data: fromFloat16(data as Uint16Array) }
    case 'int64':
    case 'uint64':
      return { dims, data: Float32Array.from(data as BigInt64Array, Number) }
    case 'string':
    case 'uint4':
    case 'int4':
      return null
    default:
      return { dims, data: Float32Array.from(data as Int32Array) }
  }
}
