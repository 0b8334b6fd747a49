import { describe, expect, it } from 'vitest'
import { textOf } from './photo-fixture'
import { readInstruction } from './read-instruction'
import { operationOf } from './task'

const read = (instruction: string, more = {}) => {
  const reading = readInstruction(textOf(instruction, more))
  if (!reading.ok) return `refused: ${reading.reason}`
  const operation = operationOf(reading.task)
  return `${operation.describe(reading.task)}${operation.needsRegion(reading.task) ? ' [region]' : ''}`
}

describe('readInstruction', () => {
  it.each([
    ['turn the coffee into matcha', 'recolour coffee to matcha [region]'],
    ['Change the color of the car from red to dark blue.', 'recolour car to dark blue [region]'],
    ['make the red car yellow', 'recolour red car to yellow [region]'],
    ['paint the wall light blue', 'recolour wall to light blue [region]'],
    ['make the cup white', 'recolour cup to white [region]'],
    ['turn the retina emerald green', 'recolour retina to emerald green [region]'],
    ['replace the coffee with tea', 'recolour coffee to tea [region]'],
    ['make the table marble', 'retexture table as marble [region]'],
    ['make the photo a bit warmer', 'make the whole picture warmer'],
    ['Make the cup much darker', 'make cup darker [region]'],
    ['turn the floor into wood', 'retexture floor as wood [region]'],
    ['give the cup white polka dots', 'white dots on cup [region]'],
    ['add yellow stripes to the cup', 'yellow stripes on cup [region]'],
    ['make it night', 'turn day to night'],
    ['change the weather to rain', 'let it rain'],
    ['What if it was snowing?', 'let it snow'],
    ['add fog', 'fill the air with fog'],
    ['make it look like a sunset', 'light the scene with a sunset'],
    ['make it a watercolor painting', 'paint it in watercolour'],
    ['turn the photo into an oil painting', 'paint it in oil'],
    ['make it a pencil sketch', 'draw it in pencil'],
    ['convert the image to black and white', 'make it black and white'],
    ['make it warmer', 'make the whole picture warmer'],
    ['brighten the image', 'make the whole picture brighter'],
    ['make the cup darker', 'make cup darker [region]'],
    ['blur the background', 'blur the background [region]'],
    ['remove the spoon from the saucer', 'remove spoon [region]'],
    ['get rid of the tower', 'remove tower [region]'],
    ['replace the cup with an apple', 'replace cup with apple [region]'],
    ['turn the rocket into a candle', 'replace rocket with candle [region]'],
    ['swap the ball for a green apple', 'replace ball with green apple [region]'],
    ['add a red balloon to the sky', 'add red balloon'],
    ['add three yellow balloons to the sky', 'add 3 × yellow balloon'],
    ['put a hat on the cat', 'add hat [region]'],
    ['give the cat a red collar', 'add red collar [region]'],
    ['the cat should be wearing sunglasses', 'add sunglasses [region]'],
    ['let there be fireworks', 'add fireworks'],
    ['Let a red balloon float in the sky to the left of the house', 'add red balloon'],
    ['Let three balloons drift across the sky', 'add 3 × balloon'],
    ['Darken the river until it is nearly black', 'make river darker [region]'],
    ['Brighten the mountains until their snow gleams in the sun', 'make mountains brighter [region]'],
    ['Bathe the wooden walls in warm late-afternoon light', 'make wooden walls warmer [region]'],
    ['Give the cat bright blue eyes', 'recolour eyes to bright blue [region]'],
    [
      'Give the rocket a flat, posterised comic-book look',
      'print rocket as a poster of few flat colours [region]',
    ],
    ['Repaint the photograph in thick oils', 'paint it in oil'],
    ["Render the cat's face as an oil painting and leave the rest a photo", 'paint cat face in oil [region]'],
    ['Turn the middle flower into a pencil drawing', 'draw middle flower in pencil [region]'],
    ['Clear the boat and the man in it from the bank', 'remove boat and man [region]'],
    ['Take out the sheep that stands alone at the back', 'remove sheep [region]'],
    ['Cover the pasture in thick fog', 'fill the air with fog'],
    ['Letter "NAGASAKI" across the sky in dark ink', 'write “NAGASAKI”'],
    ['write “OPEN” on the sign', 'write “OPEN” on sign [region]'],
    ["write 'Don't stop' at the top", "write “Don't stop”"],
  ])('%s → %s', (instruction, expected) => {
    expect(read(instruction)).toBe(expected)
  })

  it.each([
    ['turn the cat into a fox', 'cannot turn cat into “fox”; it can draw: balloon'],
    ['add a dragon', 'cannot draw “dragon”; it can draw: balloon'],
    ['write “你好” on the sign', 'has no letter “你”, “好” in its alphabet'],
    ['write hello on the sign', 'needs the text to write in quotation marks'],
    ['make the man smile', 'has no operation for “man smile”'],
    ['', 'needs an instruction'],
  ])('refuses “%s” and says what it lacks', (instruction, expected) => {
    expect(read(instruction)).toContain(expected)
  })

  it('takes "it" for the edit object of the record', () => {
    expect(read('make it red', { editObject: 'car' })).toBe('recolour car to red [region]')
    expect(read('make it red', { editObject: 'NONE' })).toBe('recolour the whole picture to red')
  })

  it('takes the style from the target caption when the instruction only hints at it', () => {
    const targetCaption = 'a watercolor painting of a red ball on the ground'
    expect(read('make it artistic', { targetCaption })).toBe('paint it in watercolour')
  })

  it('lets the edit type stand in for a missing verb', () => {
    expect(read('a red balloon in the sky', { editType: 'add' })).toBe('add red balloon')
  })
})
