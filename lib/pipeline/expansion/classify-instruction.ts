/**
 * A guess at the edit type of an instruction that came without one, by its first verb and what it says: imported
 * records name none. Null where nothing speaks for a type; the caller files those under `other`.
 */
const rules: readonly (readonly [type: string, words: RegExp])[] = [
  ['remove', /^(?:remove|delete|erase|take (?:away|out)|get rid of)\b/],
  ['replace', /^(?:replace|swap|exchange|substitute)\b/],
  ['add', /^(?:add|put|place|insert|include)\b/],
  [
    'change-global',
    /\b(?:make it (?:night|sunset|sunrise|dusk|dawn|snow|rain|foggy|winter|summer|autumn|spring)|weather|season)\b/,
  ],
  ['transform-global', /\b(?:painting|sketch|cartoon|watercolou?r|style of|in the style|pixel art)\b/],
  [
    'change-color',
    /^(?:recolou?r|(?:make|turn|paint|change)\b.*\b(?:red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|gr[ae]y|gold|silver|colou?r)\b)/,
  ],
  ['turn', /^(?:turn|transform|convert)\b/],
]

export const classifyInstruction = (instruction: string): string | null => {
  const text = instruction.trim().toLowerCase()
  return rules.find(([, words]) => words.test(text))?.[0] ?? null
}
