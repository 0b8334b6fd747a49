/**
 * Renders every seed of the demo project with the procedural editor, in the seed's own frame and region, as one contact
 * sheet to look at: photograph, then candidates, and the refusals listed on the terminal.
 *
 *   npx esbuild scripts/seed-sheet.ts --bundle --platform=node --format=esm --packages=external --outfile=.exemplar/seeds.mjs
 *   node .exemplar/seeds.mjs --demo prisma/demo --out .exemplar/contact-sheets [--draws 2] [--seed 7] [--only key,key]
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp, { type OverlayOptions } from 'sharp'
import { z } from 'zod'
import type { EditText, RegionMasks } from '@/lib/engines/editor/editor'
import { proceduralEditor } from '@/lib/engines/editor/procedural/procedural-editor'
import { createMask, createRaster, type Mask, type Raster } from '@/lib/imaging/raster'

const side = 512
const cell = 256

const point = z.tuple([z.number(), z.number()])
const frameShape = z.object({ x: z.number(), y: z.number(), size: z.number() })
const demoShape = z.object({
  images: z.array(
    z.object({
      file: z.string(),
      caption: z.string(),
      frame: frameShape.nullable(),
      regions: z.array(z.object({ label: z.string(), polygons: z.array(z.array(point)) })),
    }),
  ),
  seeds: z.array(
    z.object({
      key: z.string(),
      image: z.string(),
      editType: z.string(),
      regionLabel: z.string().nullish(),
      instruction: z.string(),
      targetCaption: z.string(),
      editObject: z.string().nullable(),
    }),
  ),
})

type Polygon = readonly (readonly [number, number])[]

const insideOf = (polygons: readonly Polygon[]): Mask => {
  const mask = createMask(side, side)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      let inside = false
      for (const polygon of polygons) {
        polygon.forEach(([ax, ay], n) => {
          const [bx, by] = polygon[(n + 1) % polygon.length] ?? [0, 0]
          if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
        })
      }
      mask.data[y * side + x] = inside ? 255 : 0
    }
  }
  return mask
}

const regionOf = (polygons: readonly Polygon[]): RegionMasks => {
  const fine = insideOf(polygons)
  const points = polygons.flat()
  const [l, r] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))]
  const [t, b] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))]
  return {
    fine,
    contour: fine,
    box: insideOf([
      [
        [l, t],
        [r, t],
        [r, b],
        [l, b],
      ],
    ]),
    soft: fine,
  }
}

/** The frame of the demo's image, or the default one: the centre crop of the whole short side. */
const frameOf = async (file: string, frame: z.infer<typeof frameShape> | null) => {
  if (frame) return frame
  const { width, height } = await sharp(file).metadata()
  const size = Math.min(width, height)
  return { x: Math.floor((width - size) / 2), y: Math.floor((height - size) / 2), size }
}

const load = async (file: string, { x, y, size }: z.infer<typeof frameShape>): Promise<Raster> => {
  const data = await sharp(file)
    .rotate()
    .extract({ left: Math.round(x), top: Math.round(y), width: Math.round(size), height: Math.round(size) })
    .resize(side, side)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer()
  const picture = createRaster(side, side)
  for (let i = 0; i < picture.data.length; i += 1) {
    picture.data[i] = data[data.length === picture.data.length ? i : Math.floor(i / 3)] ?? 0
  }
  return picture
}

const tileOf = (picture: Raster) =>
  sharp(Buffer.from(picture.data), { raw: { width: side, height: side, channels: 3 } })
    .resize(cell, cell)
    .png()
    .toBuffer()

const label = (text: string, width: number) =>
  Buffer.from(
    `<svg width="${width}" height="20"><rect width="100%" height="100%" fill="#222"/><text x="4" y="14" font-family="sans-serif" font-size="11" fill="#eee">${text.replace(/[<&"]/g, ' ')}</text></svg>`,
  )

const { values } = parseArgs({
  options: {
    demo: { type: 'string', default: 'prisma/demo' },
    out: { type: 'string', default: '.exemplar/contact-sheets' },
    draws: { type: 'string', default: '2' },
    seed: { type: 'string', default: '7' },
    only: { type: 'string' },
  },
})
const demo = demoShape.parse(JSON.parse(readFileSync(join(values.demo, 'demo.json'), 'utf8')))
const [draws, seed] = [Number(values.draws), Number(values.seed)]
const wanted = values.only?.split(',')
const columns = 3
const wide = cell * (draws + 1) + 8
mkdirSync(values.out, { recursive: true })

let sheet = 0
let tiles: OverlayOptions[] = []
let count = 0
const flush = async () => {
  if (count === 0) return
  const height = Math.ceil(count / columns) * (cell + 20)
  await sharp({ create: { width: wide * columns, height, channels: 3, background: '#333' } })
    .composite(tiles)
    .png()
    .toFile(join(values.out, `seeds-${sheet}.png`))
  sheet += 1
  tiles = []
  count = 0
}

for (const item of demo.seeds) {
  if (wanted && !wanted.includes(item.key)) continue
  const image = demo.images.find(({ file }) => file === item.image)
  if (!image) continue
  const text: EditText = { ...item, sourceCaption: image.caption }
  const support = proceduralEditor.supports(text)
  if (!support.ok) {
    process.stdout.write(`${item.key}: refused, ${support.reason.slice(0, 100)}\n`)
    continue
  }
  const file = join(values.demo, 'photos', image.file)
  const frame = await frameOf(file, image.frame)
  const anchor = await load(file, frame)
  const scale = side / frame.size
  const labelled = image.regions.find((region) => region.label === item.regionLabel)
  const region = labelled
    ? regionOf(
        labelled.polygons.map((polygon) =>
          polygon.map(([x, y]) => [(x - frame.x) * scale, (y - frame.y) * scale] as const),
        ),
      )
    : null
  const pictures = [anchor]
  const started = performance.now()
  const request = { text, mode: region ? ('region' as const) : ('free-form' as const), anchor, region }
  try {
    const drawn = proceduralEditor.draw(text, draws, seed)
    for await (const candidate of proceduralEditor.edit({ ...request, draws: drawn }))
      pictures.push(candidate.edited)
  } catch (error) {
    process.stdout.write(`${item.key}: ${error}\n`)
  }
  const time = Math.round((performance.now() - started) / draws)
  process.stdout.write(`${item.key}: ${support.operation}, ${time} ms a candidate\n`)
  const left = (count % columns) * wide
  const top = Math.floor(count / columns) * (cell + 20)
  tiles.push({ input: label(`${item.instruction} → ${support.operation}`, wide - 8), left, top })
  for (const [n, picture] of pictures.entries()) {
    tiles.push({ input: await tileOf(picture), left: left + n * cell, top: top + 20 })
  }
  count += 1
  if (count === columns * 7) await flush()
}
await flush()
