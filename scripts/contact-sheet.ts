/**
 * Renders every operation of the procedural editor over a folder of photographs, as labelled contact sheets to look at.
 *
 *   npx esbuild scripts/contact-sheet.ts --bundle --platform=node --format=esm --packages=external --outfile=.exemplar/sheet.mjs
 *   node .exemplar/sheet.mjs --photos DIR --out DIR [--only night,snow] [--draws 3] [--seed 7]
 *
 * One PNG an operation: a row a photograph, first the photograph, then its candidates.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp, { type OverlayOptions } from 'sharp'
import type { EditText, RegionMasks } from '@/lib/engines/editor/editor'
import { proceduralEditor } from '@/lib/engines/editor/procedural/procedural-editor'
import { createMask, createRaster, type Mask, type Raster } from '@/lib/imaging/raster'

const side = 512

type Outline = readonly (readonly [number, number])[]

const oval = (cx: number, cy: number, rx: number, ry: number): Outline =>
  Array.from({ length: 48 }, (_, n) => {
    const angle = (n * Math.PI) / 24
    return [cx + Math.cos(angle) * rx, cy + Math.sin(angle) * ry] as const
  })

/** Outlines in the 512² centre crop of the photographs that have objects worth editing. */
const outlines: Readonly<Record<string, Readonly<Record<string, Outline>>>> = {
  'coffee.png': {
    coffee: [
      [136, 198],
      [138, 165],
      [170, 138],
      [215, 124],
      [270, 122],
      [318, 140],
      [345, 172],
      [347, 205],
      [330, 232],
      [290, 246],
      [240, 248],
      [190, 238],
      [155, 222],
    ],
    cup: [
      [94, 90],
      [110, 62],
      [150, 38],
      [215, 24],
      [290, 26],
      [350, 46],
      [392, 82],
      [394, 120],
      [382, 170],
      [366, 230],
      [352, 272],
      [300, 316],
      [270, 336],
      [215, 330],
      [195, 350],
      [175, 392],
      [140, 396],
      [122, 375],
      [128, 330],
      [150, 292],
      [110, 240],
      [96, 180],
    ],
    spoon: [
      [384, 88],
      [398, 84],
      [414, 92],
      [412, 112],
      [402, 150],
      [385, 210],
      [368, 258],
      [372, 292],
      [390, 318],
      [392, 352],
      [374, 388],
      [346, 416],
      [312, 414],
      [290, 388],
      [292, 348],
      [316, 318],
      [346, 300],
      [356, 258],
      [372, 200],
      [390, 140],
    ],
    saucer: oval(244, 300, 240, 196),
    table: [
      [0, 0],
      [512, 0],
      [512, 512],
      [300, 512],
      [420, 440],
      [486, 330],
      [480, 240],
      [420, 130],
      [390, 70],
      [300, 20],
      [200, 12],
      [90, 70],
      [20, 130],
      [0, 160],
    ],
    place: [
      [30, 360],
      [190, 360],
      [190, 500],
      [30, 500],
    ],
  },
  'chelsea.png': {
    cat: [
      [0, 0],
      [470, 0],
      [480, 60],
      [500, 130],
      [505, 250],
      [470, 320],
      [420, 380],
      [390, 440],
      [340, 480],
      [230, 500],
      [120, 470],
      [0, 440],
    ],
    eye: oval(168, 196, 62, 54),
    nose: [
      [262, 396],
      [320, 388],
      [370, 394],
      [358, 420],
      [318, 452],
      [300, 440],
      [284, 414],
    ],
    place: [
      [110, 10],
      [400, 10],
      [400, 170],
      [110, 170],
    ],
  },
  'rocket.jpg': {
    rocket: [
      [248, 154],
      [262, 150],
      [274, 170],
      [276, 220],
      [274, 485],
      [244, 485],
      [244, 300],
      [242, 200],
    ],
    sky: [
      [0, 0],
      [512, 0],
      [512, 420],
      [300, 430],
      [285, 200],
      [262, 140],
      [240, 200],
      [225, 430],
      [0, 420],
    ],
    place: [
      [60, 40],
      [220, 40],
      [220, 300],
      [60, 300],
    ],
  },
  'retina.jpg': {
    retina: oval(255, 254, 250, 250),
    place: [
      [140, 130],
      [370, 130],
      [370, 400],
      [140, 400],
    ],
  },
}

const insideOf = (outline: Outline): Mask => {
  const mask = createMask(side, side)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      let inside = false
      outline.forEach(([ax, ay], n) => {
        const [bx, by] = outline[(n + 1) % outline.length] ?? [0, 0]
        if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
      })
      mask.data[y * side + x] = inside ? 255 : 0
    }
  }
  return mask
}

const regionOf = (outline: Outline): RegionMasks => {
  const fine = insideOf(outline)
  const xs = outline.map(([x]) => x)
  const ys = outline.map(([, y]) => y)
  const [l, t, r, b] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  return {
    fine,
    contour: fine,
    box: insideOf([
      [l, t],
      [r, t],
      [r, b],
      [l, b],
    ]),
    soft: fine,
  }
}

interface Ask {
  readonly name: string
  readonly instruction: string
  /** The outline to edit in: of that name where the photograph has one, else an oval; null is free-form. */
  readonly region: string | null
  /** Only these photographs, when the instruction makes sense on few. */
  readonly only?: readonly string[]
}

const asks: readonly Ask[] = [
  ...['warmer', 'cooler', 'brighter', 'darker'].map((tone) => ({
    name: tone,
    instruction: `make it ${tone}`,
    region: null,
  })),
  ...['night', 'sunset', 'foggy', 'snowy', 'rainy', 'autumn'].map((name) => ({
    name,
    instruction: `make it ${name}`,
    region: null,
  })),
  { name: 'pencil', instruction: 'make it a pencil sketch', region: null },
  { name: 'oil', instruction: 'turn it into an oil painting', region: null },
  { name: 'watercolour', instruction: 'make it a watercolor painting', region: null },
  { name: 'poster', instruction: 'make it a posterised print', region: null },
  { name: 'monochrome', instruction: 'make it black and white', region: null },
  { name: 'vintage', instruction: 'make it a vintage photo', region: null },
  { name: 'matcha', instruction: 'turn the coffee into matcha', region: 'coffee', only: ['coffee.png'] },
  { name: 'cup-blue', instruction: 'change the cup to blue', region: 'cup', only: ['coffee.png'] },
  { name: 'cup-white', instruction: 'make the cup white', region: 'cup', only: ['coffee.png'] },
  { name: 'saucer-black', instruction: 'paint the saucer black', region: 'saucer', only: ['coffee.png'] },
  { name: 'table-marble', instruction: 'make the table marble', region: 'table', only: ['coffee.png'] },
  { name: 'cup-gold', instruction: 'make the cup solid gold', region: 'cup', only: ['coffee.png'] },
  { name: 'cup-stripes', instruction: 'add yellow stripes to the cup', region: 'cup', only: ['coffee.png'] },
  { name: 'cup-dots', instruction: 'give the cup white polka dots', region: 'cup', only: ['coffee.png'] },
  { name: 'cat-grey', instruction: 'make the cat grey', region: 'cat', only: ['chelsea.png'] },
  { name: 'eye-blue', instruction: 'change the eye to blue', region: 'eye', only: ['chelsea.png'] },
  { name: 'nose-pink', instruction: 'make the nose pink', region: 'nose', only: ['chelsea.png'] },
  { name: 'planet', instruction: 'turn the retina emerald green', region: 'retina', only: ['retina.jpg'] },
  { name: 'rocket-orange', instruction: 'make the rocket orange', region: 'rocket', only: ['rocket.jpg'] },
  { name: 'sky-pink', instruction: 'make the sky pink', region: 'sky', only: ['rocket.jpg'] },
  { name: 'remove-spoon', instruction: 'remove the spoon', region: 'spoon', only: ['coffee.png'] },
  { name: 'remove-cup', instruction: 'remove the cup', region: 'cup', only: ['coffee.png'] },
  { name: 'remove-rocket', instruction: 'remove the rocket', region: 'rocket', only: ['rocket.jpg'] },
  { name: 'remove-eye', instruction: 'remove the eye', region: 'eye', only: ['chelsea.png'] },
  { name: 'blur', instruction: 'blur the background', region: 'cup', only: ['coffee.png'] },
  { name: 'blur-cat', instruction: 'blur the background', region: 'eye', only: ['chelsea.png'] },
  { name: 'blur-rocket', instruction: 'blur the background', region: 'rocket', only: ['rocket.jpg'] },
  {
    name: 'replace-apple',
    instruction: 'replace the cup with an apple',
    region: 'cup',
    only: ['coffee.png'],
  },
  {
    name: 'replace-tree',
    instruction: 'replace the rocket with a candle',
    region: 'rocket',
    only: ['rocket.jpg'],
  },
  { name: 'write-cup', instruction: 'write "Hello Joe" on the saucer in white', region: 'place' },
  { name: 'write-free', instruction: 'write "Good morning, world!" at the bottom', region: null },
  { name: 'collar', instruction: 'add a red collar', region: 'place', only: ['chelsea.png'] },
  ...['hat', 'crown', 'sunglasses', 'scarf', 'bow tie'].map((name) => ({
    name,
    instruction: `add a ${name}`,
    region: 'place',
    only: ['chelsea.png', 'coffee.png'],
  })),
  ...[
    'red balloon',
    'hot air balloon',
    'bird',
    'butterfly',
    'kite',
    'cloud',
    'ufo',
    'moon',
    'sun',
    'star',
    'comet',
    'rainbow',
    'lantern',
    'heart',
  ].map((name) => ({
    name: `add-${name}`,
    instruction: `add a ${name} in the sky`,
    region: null,
    only: ['rocket.jpg', 'coffee.png', 'chelsea.png'],
  })),
  { name: 'add-fireworks', instruction: 'add fireworks', region: null, only: ['rocket.jpg', 'hubble.jpg'] },
  {
    name: 'add-three',
    instruction: 'add three yellow balloons to the sky',
    region: null,
    only: ['rocket.jpg', 'hubble.jpg'],
  },
  ...[
    'candle',
    'flower',
    'rose',
    'tree',
    'mushroom',
    'apple',
    'cup',
    'ball',
    'book',
    'boat',
    'snowman',
    'umbrella',
  ].map((name) => ({
    name: `add-${name}`,
    instruction: `add a ${name}`,
    region: 'place',
    only: ['coffee.png', 'chelsea.png', 'rocket.jpg'],
  })),
]

const load = async (file: string): Promise<Raster> => {
  const { data } = await sharp(file)
    .rotate()
    .resize(side, side, { fit: 'cover' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const picture = createRaster(side, side)
  picture.data.set(data.length === side * side * 3 ? data : Array.from(data).flatMap((v) => [v, v, v]))
  return picture
}

const label = (text: string, width: number) =>
  Buffer.from(
    `<svg width="${width}" height="22"><rect width="100%" height="100%" fill="#222"/><text x="6" y="16" font-family="sans-serif" font-size="13" fill="#eee">${text.replace(/[<&"]/g, ' ')}</text></svg>`,
  )

const { values } = parseArgs({
  options: {
    photos: { type: 'string' },
    out: { type: 'string', default: '.exemplar/contact-sheets' },
    only: { type: 'string' },
    draws: { type: 'string', default: '3' },
    seed: { type: 'string', default: '7' },
    size: { type: 'string', default: '384' },
  },
})
if (!values.photos) throw new Error('Say where the photographs are: --photos DIR')
const [draws, seed, cell] = [Number(values.draws), Number(values.seed), Number(values.size)]
const wanted = values.only?.split(',')
mkdirSync(values.out, { recursive: true })
const photos = readdirSync(values.photos).filter(
  (file) => /\.(png|jpe?g|webp)$/i.test(file) && !/astronaut|hopper/.test(file),
)

for (const ask of asks) {
  if (wanted && !wanted.some((name) => ask.name === name)) continue
  const chosen = photos.filter((file) => !ask.only || ask.only.includes(basename(file)))
  const rows = chosen.length > 0 ? chosen : photos
  const tiles: OverlayOptions[] = []
  let row = 0
  for (const file of rows) {
    const anchor = await load(join(values.photos, file))
    const outline =
      ask.region === null
        ? null
        : (outlines[file]?.[ask.region] ?? oval(side / 2, side / 2, side / 4, side / 4))
    const text: EditText = {
      instruction: ask.instruction,
      sourceCaption: '',
      targetCaption: '',
      editObject: null,
      editType: 'other',
    }
    const started = performance.now()
    const request = {
      text,
      mode: outline ? ('region' as const) : ('free-form' as const),
      anchor,
      region: outline ? regionOf(outline) : null,
      draws: proceduralEditor.draw(text, draws, seed),
    }
    const pictures = [anchor]
    let operation = ''
    for await (const candidate of proceduralEditor.edit(request)) {
      pictures.push(candidate.edited)
      operation = candidate.operation
    }
    const time = Math.round((performance.now() - started) / draws)
    process.stdout.write(`${ask.name} ${file}: ${operation}, ${time} ms a candidate\n`)
    for (const [n, picture] of pictures.entries()) {
      const input = await sharp(Buffer.from(picture.data), {
        raw: { width: side, height: side, channels: 3 },
      })
        .resize(cell, cell)
        .png()
        .toBuffer()
      tiles.push({ input, left: n * cell, top: row * (cell + 22) + 22 })
    }
    tiles.push({
      input: label(`${file}: ${operation} (${time} ms)`, cell * (draws + 1)),
      left: 0,
      top: row * (cell + 22),
    })
    row += 1
  }
  if (row === 0) continue
  await sharp({
    create: { width: cell * (draws + 1), height: row * (cell + 22), channels: 3, background: '#333' },
  })
    .composite(tiles)
    .png()
    .toFile(join(values.out, `${ask.name.replaceAll(' ', '-')}.png`))
}
