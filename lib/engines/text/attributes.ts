const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter(Boolean))

/** Colours, among them the coat colours by which captions tell animals apart. */
export const colours =
  list(`red orange yellow green blue purple violet pink brown black white grey gray silver gold
  golden beige cream ivory turquoise teal cyan magenta crimson scarlet maroon navy indigo lavender lilac ginger tan
  copper bronze amber emerald olive coral peach auburn blond blonde khaki charcoal mustard salmon burgundy ochre mint
  rainbow multicoloured multicolored monochrome`)

/** Words that shade a colour and belong to it: `pale blue`. */
export const shades = list(
  'pale light dark bright deep pastel vivid neon dull royal sky emerald forest lime hot',
)

export const materials =
  list(`wooden wood metal metallic stone marble glass brick plastic leather velvet paper
  cardboard ceramic porcelain concrete iron steel straw woollen cotton silk denim knitted crystal wicker rusty mossy
  thatched chrome`)

export const patterns = list(
  'striped spotted checkered chequered dotted plaid floral patterned speckled tabby',
)

/** Words that say when, in which weather or in which medium a picture is. Two of one kind contradict each other. */
export const conditions = {
  time: list(`night nighttime day daytime daylight sunset sunrise dusk dawn midday noon evening morning twilight
    moonlight moonlit starry sunlit sunny`),
  weather:
    list(`snow snowy snowing snowfall snowstorm rain rainy raining rainfall fog foggy mist misty storm stormy
    cloudy overcast sunny blizzard thunderstorm clear haze hazy`),
  medium:
    list(`painting sketch drawing watercolor watercolour oil pencil cartoon anime pixel illustration engraving
    mosaic photograph photo print poster posterised posterized etching comic lithograph woodcut impressionist picture
    image monochrome sepia`),
  tone: list('warm cool cold brighter bright darker dark dim vintage dramatic contrast golden'),
} as const

export type Condition = keyof typeof conditions

/** Places in a phrase where English puts an adjective, from left to right; a noun used as an adjective is last. */
export type AdjectiveOrder = 'other' | 'colour' | 'material'

export function adjectiveOrder(word: string): AdjectiveOrder {
  const lower = word.toLowerCase()
  if (colours.has(lower) || shades.has(lower)) return 'colour'
  return materials.has(lower) || patterns.has(lower) ? 'material' : 'other'
}
