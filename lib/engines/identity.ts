/** A model file that took part in making a row, by digest, with the licence that travels into releases. */
export interface ModelIdentity {
  readonly name: string
  /** sha256 of the weights, hex. */
  readonly digest: string
  readonly licence: string
}

/**
 * Who made a row. Stored with it, so that the row alone says how to make it again, and exported as `generator`
 * so that a reader can tell a procedural edit from a diffusion model's.
 */
export interface EngineIdentity {
  /** `editor/procedural`, `language/openai`, `segmenter/grabcut`, … */
  readonly name: string
  readonly version: string
  /** False for the embedded engines, which compute but do not infer. */
  readonly isModel: boolean
  readonly models: readonly ModelIdentity[]
  /** onnxruntime execution provider, `host` for plain code, or the endpoint's origin for remote engines. */
  readonly provider: string
}
