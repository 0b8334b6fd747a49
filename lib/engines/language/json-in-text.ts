/**
 * The first JSON object of an answer, for endpoints without structured output: models wrap it in prose or in a
 * code fence. Throws `SyntaxError` when there is none or it is cut off.
 */
export function jsonInText(text: string): unknown {
  const start = text.indexOf('{')
  if (start === -1) throw new SyntaxError('The answer holds no JSON object.')
  let depth = 0
  let inString = false
  for (let i = start; i < text.length; i++) {
    const character = text[i]
    if (inString) {
      if (character === '\\') i++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') {
      depth--
      if (depth === 0) return JSON.parse(text.slice(start, i + 1))
    }
  }
  throw new SyntaxError('The JSON object of the answer is cut off.')
}
