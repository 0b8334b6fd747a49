const vowelSoundInSpiteOfConsonant = /^(hour|honest|honou?r|heir|x-ray)/iu
const consonantSoundInSpiteOfVowel =
  /^(uni([^mn]|$)|unicorn|use|usu|user|utensil|ukulele|eu|ewe|one\b|once|ubiq)/iu

/** `a` or `an`, by the sound of the word that follows. */
export function articleFor(word: string): 'a' | 'an' {
  if (vowelSoundInSpiteOfConsonant.test(word)) return 'an'
  if (consonantSoundInSpiteOfVowel.test(word)) return 'a'
  return /^[aeiou8]/iu.test(word) || /^(11|18)\b/u.test(word) ? 'an' : 'a'
}

/** Puts every `a` and `an` of a text right after words were exchanged; capitals stay. */
export function fixArticles(text: string): string {
  return text.replace(
    /\b(a|an)(\s+)(?=([\p{L}\d][\p{L}\d-]*))/giu,
    (_, article: string, gap: string, next: string) => {
      const right = articleFor(next)
      const cased = article[0] === 'A' ? `A${right.slice(1)}` : right
      return `${cased}${gap}`
    },
  )
}
