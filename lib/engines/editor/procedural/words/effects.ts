import type { PatternName } from '../operations/pattern'
import type { MaterialName } from '../operations/retexture'
import type { ToneName } from '../operations/tone'

export type StyleName = 'pencil' | 'oil' | 'watercolour' | 'poster' | 'monochrome' | 'vintage'

/** What an instruction can ask for besides colours and things. */
export type Effect =
  | { readonly kind: 'night' | 'sunset' | 'fog' | 'snow' | 'rain' | 'autumn' }
  | { readonly kind: StyleName }
  | { readonly kind: 'tone'; readonly tone: ToneName }
  | { readonly kind: 'retexture'; readonly material: MaterialName }
  | { readonly kind: 'pattern'; readonly pattern: PatternName }

/** Phrases by effect. Words are compared as compromise normalises them; the longest phrase that occurs wins. */
const phrases: readonly (readonly [effect: Effect, phrases: string])[] = [
  [
    { kind: 'night' },
    'night|nighttime|night time|nightfall|midnight|night scene|moonlight|moonlit|starry night|dark night',
  ],
  [{ kind: 'sunset' }, 'sunset|sundown|sunrise|dusk|dawn|twilight|golden hour|evening|evening light|sun set'],
  [{ kind: 'fog' }, 'fog|foggy|mist|misty|haze|hazy|smog|smoky'],
  [
    { kind: 'snow' },
    'snow|snowy|snowfall|snowing|snowstorm|snow storm|blizzard|winter|wintry|winter wonderland|snow covered',
  ],
  [
    { kind: 'rain' },
    'rain|rainy|raining|rainfall|rainstorm|rain storm|downpour|drizzle|stormy|storm|thunderstorm',
  ],
  [{ kind: 'autumn' }, 'autumn|fall|fall season|autumnal|autumn leaves|fall colors|fall colours'],
  [
    { kind: 'pencil' },
    'pencil|pencil sketch|pencil drawing|sketch|drawing|line drawing|charcoal drawing|charcoal sketch|graphite',
  ],
  [
    { kind: 'oil' },
    'oil painting|oil|oils|painting|impressionist|impressionist painting|van gogh|painted canvas',
  ],
  [
    { kind: 'watercolour' },
    'watercolor|watercolour|watercolor painting|watercolour painting|water color|water colour|aquarelle',
  ],
  [
    { kind: 'poster' },
    'poster|posterised|posterized|posterise|posterize|screen print|pop art|cartoon|comic|comic book|flat colors|vector art',
  ],
  [
    { kind: 'monochrome' },
    'black and white|black white|black and white photo|monochrome|grayscale|greyscale|noir|black and white photograph',
  ],
  [
    { kind: 'vintage' },
    'vintage|sepia|retro|old photo|old photograph|antique|aged photo|vintage film|vintage photo|vintage photograph|faded',
  ],
  [{ kind: 'tone', tone: 'warmer' }, 'warm|warmer|warmth|cozy|cosy'],
  [{ kind: 'tone', tone: 'cooler' }, 'cool|cooler|cold|colder|chilly'],
  [
    { kind: 'tone', tone: 'brighter' },
    'bright|brighter|brighten|lighten|lighter|sunny|sunnier|sunlit|well lit|overexpose',
  ],
  [{ kind: 'tone', tone: 'darker' }, 'dark|darker|darken|dim|dimmer|gloomy|shady|underexpose'],
  [{ kind: 'retexture', material: 'marble' }, 'marble'],
  [{ kind: 'retexture', material: 'wood' }, 'wood|wooden|timber|oak|pine wood'],
  [{ kind: 'retexture', material: 'stone' }, 'stone|granite|rock|concrete|cement'],
  [
    { kind: 'retexture', material: 'gold' },
    'gold metal|solid gold|pure gold|gold plated|golden metal|made of gold',
  ],
  [
    { kind: 'retexture', material: 'metal' },
    'metal|metallic|chrome|stainless steel|polished steel|aluminium|aluminum|iron',
  ],
  [{ kind: 'retexture', material: 'ice' }, 'ice|frozen|icy|frost|frosted'],
  [{ kind: 'pattern', pattern: 'stripes' }, 'stripe|stripes|striped|stripy'],
  [{ kind: 'pattern', pattern: 'dots' }, 'dots|polka dot|polka dots|polka dotted|dotted|spots|spotted'],
  [
    { kind: 'pattern', pattern: 'checks' },
    'checks|checkered|checked|chequered|checkerboard|plaid|tartan|gingham',
  ],
]

const byPhrase = new Map(
  phrases.flatMap(([effect, list]) => list.split('|').map((phrase) => [phrase, effect] as const)),
)
const longest = Math.max(...[...byPhrase.keys()].map((phrase) => phrase.split(' ').length))

export interface EffectMatch {
  readonly effect: Effect
  readonly start: number
  readonly end: number
}

/** The longest phrase among the words that names an effect; of equals the first. */
export const findEffect = (words: readonly string[], from = 0, to = words.length): EffectMatch | null => {
  for (let length = Math.min(longest, to - from); length > 0; length -= 1) {
    for (let start = from; start + length <= to; start += 1) {
      const effect = byPhrase.get(words.slice(start, start + length).join(' '))
      if (effect) return { effect, start, end: start + length }
    }
  }
  return null
}
