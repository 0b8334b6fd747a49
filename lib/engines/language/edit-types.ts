import type { EditTypeOption } from './language'

/** UltraEdit's nine types and Remove, in the words that a model is given. Projects may have their own list. */
export const defaultEditTypes: readonly EditTypeOption[] = [
  { key: 'add', meaning: 'adds a new object or texture at a named place; nothing else changes' },
  { key: 'replace', meaning: 'puts another object in the place of one that is there' },
  { key: 'remove', meaning: 'takes an object away and leaves what was behind it' },
  { key: 'change-color', meaning: 'gives one object another colour; shape and material stay' },
  {
    key: 'change-local',
    meaning: 'a clear effect on one object or texture, such as its material, pattern or state',
  },
  { key: 'change-global', meaning: 'a clear effect on the whole image, such as weather, season or light' },
  { key: 'transform-local', meaning: 'gives a part of an object other features while its structure stays' },
  { key: 'transform-global', meaning: 'moves the whole image into another setting, scene or artistic style' },
  { key: 'turn', meaning: 'turns an object, background or texture into something else, said implicitly' },
  { key: 'other', meaning: 'anything else: lettering, numbers and quantities of objects' },
]
