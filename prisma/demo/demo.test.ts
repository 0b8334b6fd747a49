import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import demo from './demo.json'

const photosDir = fileURLToPath(new URL('./photos/', import.meta.url))
const { accounts, editTypes, finishedRound, images, project, seeds } = demo

type DemoImage = (typeof images)[number]
type Frame = { x: number; y: number; size: number }

const nineTypes = [
  'add',
  'replace',
  'change-local',
  'change-color',
  'change-global',
  'transform-local',
  'transform-global',
  'turn',
  'other',
]

const imageByFile = new Map(images.map((image) => [image.file, image]))
const seedByKey = new Map(seeds.map((seed) => [seed.key, seed]))
const wordCount = (text: string) => text.trim().split(/\s+/).length
const normalised = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const repeated = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at)

async function sizeOf(image: DemoImage): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(photosDir + image.file).metadata()
  return { width, height }
}

/** The frame as written, else the centre crop: the largest square, in source pixels. */
function frameOf(image: DemoImage, width: number, height: number): Frame {
  const size = Math.min(width, height)
  return image.frame ?? { x: Math.floor((width - size) / 2), y: Math.floor((height - size) / 2), size }
}

/** Shoelace formula, in square source pixels. */
function areaOf(ring: readonly number[][]): number {
  const twice = ring.reduce((sum, [x = 0, y = 0], at) => {
    const [nextX = 0, nextY = 0] = ring[(at + 1) % ring.length] ?? []
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2
}

describe('demo photographs', () => {
  it('are exactly the files of the folder, small enough for a repository', () => {
    const files = readdirSync(photosDir).filter((name) => name !== 'LICENSES.md')
    expect(files.sort()).toEqual(images.map((image) => image.file).sort())
    expect(files.reduce((sum, name) => sum + statSync(photosDir + name).size, 0)).toBeLessThan(6_000_000)
  })

  it('are each named in LICENSES.md and say who made them under which licence', () => {
    const licences = readFileSync(`${photosDir}LICENSES.md`, 'utf8')
    for (const image of images) {
      expect(licences).toContain(`**${image.file}**`)
      expect(['CC0-1.0', 'LicenseRef-public-domain']).toContain(image.licence)
      expect(image.attribution).not.toBe('')
      expect(image.source).not.toBe('')
    }
  })

  it('have a caption of at most 60 words', () => {
    for (const { caption } of images) {
      expect(wordCount(caption)).toBeGreaterThan(5)
      expect(wordCount(caption)).toBeLessThanOrEqual(60)
    }
  })

  it.each(images)('$file: the frame is the short side square, inside the picture', async (image) => {
    const { width, height } = await sizeOf(image)
    const frame = frameOf(image, width, height)
    expect(frame.size).toBe(Math.min(width, height))
    expect(frame.x).toBeGreaterThanOrEqual(0)
    expect(frame.y).toBeGreaterThanOrEqual(0)
    expect(frame.x + frame.size).toBeLessThanOrEqual(width)
    expect(frame.y + frame.size).toBeLessThanOrEqual(height)
  })

  it.each(images)(
    '$file: regions lie inside the frame and are of a size that the area rule keeps',
    async (image) => {
      const { width, height } = await sizeOf(image)
      const frame = frameOf(image, width, height)
      expect(image.regions.length).toBeGreaterThan(0)
      expect(repeated(image.regions.map((region) => region.label))).toEqual([])
      for (const { label, polygons } of image.regions) {
        for (const ring of polygons) {
          expect(ring.length, label).toBeGreaterThanOrEqual(3)
          for (const point of ring) {
            const [x = Number.NaN, y = Number.NaN] = point
            expect(point, label).toHaveLength(2)
            expect(x, label).toBeGreaterThanOrEqual(frame.x)
            expect(x, label).toBeLessThanOrEqual(frame.x + frame.size)
            expect(y, label).toBeGreaterThanOrEqual(frame.y)
            expect(y, label).toBeLessThanOrEqual(frame.y + frame.size)
          }
        }
        const areaFraction = polygons.reduce((sum, ring) => sum + areaOf(ring), 0) / frame.size ** 2
        expect(areaFraction, label).toBeGreaterThan(0.01)
        expect(areaFraction, label).toBeLessThan(0.9)
      }
    },
  )
})

describe('demo seeds', () => {
  it('name an image, an edit type and a region that exist', () => {
    const needOf = new Map(editTypes.map((type) => [type.key, type.region]))
    for (const seed of seeds) {
      expect(needOf.has(seed.editType), seed.key).toBe(true)
      const labels = imageByFile.get(seed.image)?.regions.map((region) => region.label)
      expect(labels, seed.key).toBeDefined()
      if (seed.regionLabel !== null) expect(labels, seed.key).toContain(seed.regionLabel)
      if (needOf.get(seed.editType) === 'required') expect(seed.regionLabel, seed.key).not.toBeNull()
      if (needOf.get(seed.editType) === 'none') expect(seed.regionLabel, seed.key).toBeNull()
    }
  })

  it('include at least thirty approved ones, over all nine types and remove', () => {
    const approved = seeds.filter((seed) => seed.status === 'approved')
    expect(approved.length).toBeGreaterThanOrEqual(30)
    expect(new Set(approved.map((seed) => seed.editType))).toEqual(new Set([...nineTypes, 'remove']))
  })

  it('show every state that waits for a person', () => {
    const count = (status: string) => seeds.filter((seed) => seed.status === status).length
    expect(count('submitted')).toBeGreaterThanOrEqual(3)
    expect(count('returned')).toBe(2)
    expect(count('draft')).toBe(2)
    for (const seed of seeds) {
      expect(['approved', 'submitted', 'returned', 'draft']).toContain(seed.status)
      expect(seed.comment !== null, seed.key).toBe(seed.status === 'returned')
    }
  })

  it('change the caption, within 60 words, unless they are drafts', () => {
    for (const seed of seeds.filter(({ status }) => status !== 'draft')) {
      const caption = imageByFile.get(seed.image)?.caption ?? ''
      expect(seed.targetCaption, seed.key).not.toBe('')
      expect(normalised(seed.targetCaption), seed.key).not.toBe(normalised(caption))
      expect(wordCount(seed.targetCaption), seed.key).toBeLessThanOrEqual(60)
    }
  })

  it('give short instructions, none of them twice', () => {
    expect(repeated(seeds.map((seed) => normalised(seed.instruction)))).toEqual([])
    expect(repeated(seeds.map((seed) => seed.key))).toEqual([])
    for (const seed of seeds) expect(wordCount(seed.instruction), seed.key).toBeLessThanOrEqual(20)
  })

  it('use every photograph and leave quota open in every type but none overdrawn', () => {
    expect(new Set(seeds.map((seed) => seed.image))).toEqual(new Set(imageByFile.keys()))
    for (const type of editTypes) {
      const taken = seeds.filter((seed) => seed.editType === type.key && seed.status === 'approved').length
      expect(taken, type.key).toBeGreaterThan(0)
      expect(taken, type.key).toBeLessThan(type.quota)
    }
  })
})

describe('demo project', () => {
  it('speaks English and Chinese', () => {
    const chinese = /\p{Script=Han}/u
    expect(project.slug).toMatch(/^[a-z][a-z-]+$/)
    const pairs = [
      [project.name, project.nameZh],
      [project.description, project.descriptionZh],
      [project.guidelines, project.guidelinesZh],
      ...editTypes.flatMap((type) => [
        [type.label, type.labelZh],
        [type.definition, type.definitionZh],
      ]),
      ...Object.values(finishedRound.rejectReasons).map(({ en, zh }) => [en, zh]),
    ]
    for (const [en = '', zh = ''] of pairs) {
      expect(en).not.toMatch(chinese)
      expect(en).not.toBe('')
      expect(zh).toMatch(chinese)
    }
  })

  it('explains every edit type in its guidelines, in both languages', () => {
    for (const type of editTypes) {
      expect(project.guidelines).toContain(`| ${type.label} |`)
      expect(project.guidelinesZh).toContain(`| ${type.labelZh} |`)
    }
  })

  it('has one account of each role and no password', () => {
    expect(accounts.map((account) => account.role).sort()).toEqual(['admin', 'rater', 'reviewer'])
    for (const account of accounts) {
      expect(account.email).toBe(`${account.role}@demo.local`)
      expect(Object.keys(account)).not.toContain('password')
    }
  })
})

describe('the finished round', () => {
  it('is made from approved seeds, each once', () => {
    const keys = finishedRound.items.map((item) => item.seed)
    expect(repeated(keys)).toEqual([])
    for (const key of keys) expect(seedByKey.get(key)?.status, key).toBe('approved')
  })

  it('accepts, rejects with known reasons, fixes once and leaves some undecided', () => {
    const done = finishedRound.items.map(({ decision }) => decision.do)
    expect(new Set(done)).toEqual(new Set(['accept', 'reject', 'fix', 'leave']))
    expect(done.filter((what) => what === 'fix')).toHaveLength(1)
    for (const { decision } of finishedRound.items) {
      const reasons = decision.reasons ?? []
      expect(reasons.length > 0).toBe(decision.do === 'reject')
      for (const reason of reasons) expect(Object.keys(finishedRound.rejectReasons)).toContain(reason)
      expect(decision.rank ?? 1).toBeLessThanOrEqual(finishedRound.candidatesPerSeed)
    }
  })

  it('is decided and approved by accounts that may', () => {
    const roleOf = new Map(accounts.map((account) => [account.email, account.role]))
    expect(roleOf.get(finishedRound.decidedBy)).toBe('rater')
    expect(roleOf.get(finishedRound.approvedBy)).toBe('reviewer')
  })
})
