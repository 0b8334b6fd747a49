/** The inputs that surgery adds to a UNet. */
export const controlInputs = {
  /** M, float32 [pairs, 77, 77] */
  map: 'p2p_cross_map',
  /** c, float32 [pairs, 77] */
  keep: 'p2p_cross_keep',
  /** int64 [pairs], 1 or 0 */
  self: 'p2p_self',
  /** int64 scalar, in query tokens */
  selfLimit: 'p2p_self_limit',
  /** bool scalar: whether the cross maps are wanted */
  wantMaps: 'p2p_want_maps',
} as const

/** What an output's name begins with that is a layer's cross map; the softmax's name follows. */
export const mapOutputPrefix = 'p2p_map/'

export type Place = 'down' | 'mid' | 'up'

/** Where in the UNet a layer is, by the module names that exports carry along. */
export const placeOf = (name: string): Place | null => {
  const [, place] = /(down|mid|up)_?blocks?/.exec(name) ?? []
  return (place as Place | undefined) ?? null
}
