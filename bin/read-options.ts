import { InvalidArgumentError } from 'commander'

/** Parsers for commander's options; what they refuse is printed with the option's name. */

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    return value
  }

/** The first line of standard input, for secrets that must not stand in a shell's history. */
export const readSecretLine = async (): Promise<string> => {
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return text.split(/\r?\n/, 1)[0] ?? ''
}
