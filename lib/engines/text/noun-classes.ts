/**
 * What kind of thing a noun of an everyday photograph names. Two uses: it corrects the tagger (`boats moored` is
 * not a verb), and it keeps a recombined edit sensible (a hat goes on a cat, not on a lake).
 */
export const nounClasses = {
  person: `person man woman boy girl child baby kid astronaut officer player rider worker farmer sailor pilot people
    crowd couple portrait chef dancer fisherman skier surfer soldier cyclist`,
  animal: `cat kitten dog puppy horse pony foal cow calf bull sheep lamb goat pig donkey bird parrot owl eagle duck
    swan goose hen rooster pigeon gull seagull fox wolf bear lion tiger leopard elephant giraffe zebra monkey rabbit
    hare sheep ewe squirrel mouse deer fish whale dolphin turtle frog snake lizard butterfly bee dragonfly camel penguin
    kangaroo hedgehog otter panda koala`,
  plant: `flower rose tulip daisy sunflower lily orchid poppy blossom leaf tree oak pine palm birch bush shrub cactus
    plant fern ivy vine allium acanthus fir spruce stem sheath tuft hedge seedling bouquet petal mushroom thistle dandelion lavender`,
  food: `apple pear orange banana lemon grape cherry strawberry peach plum melon watermelon pumpkin tomato potato
    carrot onion pepper bread cake pie pizza burger sandwich cheese egg salad soup rice noodle cookie biscuit donut
    muffin croissant chocolate pancake fruit vegetable ice-cream`,
  drink: `coffee tea matcha milk juice beer wine espresso latte cappuccino cocoa lemonade cocktail smoothie`,
  container: `cup mug glass bottle bowl plate dish vase pot jar jug teapot kettle basket box bucket barrel saucer pan
    tray can tin suitcase bag backpack`,
  furniture: `table chair sofa couch bench desk bed shelf stool armchair cabinet wardrobe drawer nightstand counter
    bookcase pillow cushion blanket rug carpet curtain tablecloth`,
  vehicle: `car truck bus van taxi train locomotive tram bicycle bike motorcycle scooter tractor wagon carriage cart
    boat ship sailboat yacht canoe kayak ferry raft barge airplane plane jet helicopter rocket spaceship submarine
    balloon blimp`,
  building: `house cottage cabin hut barn church cathedral chapel temple castle tower skyscraper building lighthouse
    windmill bridge station hangar shed mill palace mosque pagoda factory school hotel farmhouse ruin pier dock fort shop
    pavilion cafe`,
  part: `door window roof wall chimney fence gate stair step balcony porch column arch facade floor ceiling brick
    collar face eye ear nose tail wing fur mane beak paw hair wheel mast sail hull fuselage roundel retina flag sign clock handle deck`,
  clothing: `hat cap helmet scarf shirt t-shirt jacket coat dress skirt suit tie bow shoe boot glove uniform sweater
    crown sunglasses ribbon necklace bandana apron`,
  object: `book lamp lantern candle phone laptop computer keyboard camera umbrella ball kite toy guitar piano violin
    spoon fork knife pencil pen brush mirror painting poster statue sculpture fountain anchor rope ladder stone rock
    heart gift spacesuit telescope globe bell wreath`,
  sky: `sky cloud sun moon star comet rainbow galaxy nebula planet firework aurora horizon lightning meteor`,
  ground: `field meadow grass lawn hill mountain valley canyon cliff beach sand desert dune forest wood garden park
    road street path trail track square snow ice glacier ground soil hay pasture peak slope landscape orchard
    vineyard farm courtyard pavement village town city countryside skyline volcano`,
  water: `water sea ocean lake river pond pool stream waterfall wave harbour harbor bay coast shore canal island lagoon
    puddle`,
} as const

export type NounClass = keyof typeof nounClasses

const classOf = new Map<string, NounClass>(
  Object.entries(nounClasses).flatMap(([name, nouns]) =>
    nouns
      .split(/\s+/)
      .filter(Boolean)
      .map((noun) => [noun, name as NounClass] as const),
  ),
)

/** The class of a singular, lower-case noun; null of one that the list doesn't know. */
export function nounClass(singular: string): NounClass | null {
  return classOf.get(singular) ?? null
}

/** Every listed noun, singular. */
export function listedNouns(): Iterable<string> {
  return classOf.keys()
}
