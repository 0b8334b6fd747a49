import type { Condition } from '@/lib/engines/text/attributes'

/** An effect that exemplars may show, and how a caption says it of the whole image or of one thing. */
export interface Effect {
  readonly key: string
  /** Words of an instruction that ask for it, compared in lower case. */
  readonly words: readonly string[]
  readonly kind: Condition
  readonly whole: { readonly how: 'end' | 'framing'; readonly text: string }
  readonly local: { readonly how: 'before' | 'after'; readonly text: string } | null
  readonly outdoors: boolean
}

const weather = (key: string, words: string, text: string, kind: Condition = 'weather'): Effect => ({
  key,
  words: words.split(' '),
  kind,
  whole: { how: 'end', text },
  local: null,
  outdoors: true,
})

const medium = (key: string, words: string, framing: string, local: string): Effect => ({
  key,
  words: words.split(' '),
  kind: 'medium',
  whole: { how: 'framing', text: framing },
  local: { how: 'before', text: local },
  outdoors: false,
})

const tone = (key: string, words: string, text: string): Effect => ({
  key,
  words: words.split(' '),
  kind: 'tone',
  whole: { how: 'end', text },
  local: { how: 'after', text },
  outdoors: false,
})

/** The more particular comes first: `a snowy winter night` is night before it is snow. */
export const effects: readonly Effect[] = [
  medium('pencil', 'pencil sketch', 'a pencil sketch of', 'pencil-drawn'),
  medium('watercolour', 'watercolour watercolor watercolours', 'a watercolour painting of', 'watercolour'),
  medium('oil', 'oil oils', 'an oil painting of', 'oil-painted'),
  medium('poster', 'posterised posterized posterise poster', 'a posterised print of', 'posterised'),
  { ...tone('blur', 'blur blurred', 'against a softly blurred background'), local: null },
  weather('fog', 'fog foggy mist misty', 'in thick fog'),
  weather('snow', 'snow snowy snowing snowfall', 'in falling snow'),
  weather('rain', 'rain rainy raining', 'in heavy rain'),
  weather('night', 'night nighttime', 'at night', 'time'),
  weather('sunset', 'sunset dusk', 'at sunset', 'time'),
  tone('warm', 'warm warmer', 'in warm light'),
  tone('cool', 'cool cooler cold colder', 'in cool light'),
  tone('bright', 'bright brighter brighten', 'in bright light'),
  tone('dark', 'dark darker darken dim', 'in dim light'),
]

/** The effect that a wording asks for, or null. */
export function effectOf(words: readonly string[]): Effect | null {
  const lower = new Set(words.map((word) => word.toLowerCase()))
  return effects.find((effect) => effect.words.some((word) => lower.has(word))) ?? null
}
