import { expect, test } from 'vitest'
import { classifyInstruction } from './classify-instruction'

test.each([
  ['Add a rainbow over the bridge', 'add'],
  ['Get rid of the car', 'remove'],
  ['Swap the cat for a fox', 'replace'],
  ['Make the car red', 'change-color'],
  ['Turn the lake into lava', 'turn'],
  ['Make it snow', 'change-global'],
  ['Turn it into an oil painting', 'transform-global'],
  ['What if the dog wore a hat?', null],
])('“%s” is filed under %s', (instruction, type) => {
  expect(classifyInstruction(instruction)).toBe(type)
})
