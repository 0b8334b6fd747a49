import { createHash } from 'node:crypto'
import type { ReleaseAbout } from './manifest'
import { type BlobReader, type BlobRef, partName, type ReleaseRow, type RowSource } from './row'

/** A release made up for tests and benchmarks: every third row is a region row, some values are null. */
export interface SampleRelease {
  readonly rows: readonly ReleaseRow[]
  readonly source: RowSource
  readonly blobs: BlobReader
}

export const sampleAbout: ReleaseAbout = {
  name: 'Harbour edits',
  version: '1.2.0',
  description: 'Edits of photographs of a harbour.',
  languages: ['en'],
  licence: 'CC-BY-4.0',
  rules: { accepted: true, perType: { add: 100 } },
  thresholds: { 'free-form': { clip_sim_image: 0.75 }, region: { clip_sim_image: 0.7 } },
  typeTitles: { add: 'Add', 'change-color': 'Change colour' },
}

export function sampleRelease(
  count: number,
  picture: (position: number, role: string) => Uint8Array = smallPicture,
): SampleRelease {
  const store = new Map<string, Uint8Array>()
  const put = (bytes: Uint8Array): BlobRef => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    store.set(sha256, bytes)
    return { sha256, size: bytes.byteLength, mediaType: 'image/png' }
  }
  const rows = Array.from({ length: count }, (_, index) =>
    sampleRow(index, {
      source: put(picture(index, 'source')),
      edited: put(picture(index, 'edited')),
      mask: put(picture(index, 'mask')),
    }),
  )
  const blobs: BlobReader = async (sha256) => {
    const bytes = store.get(sha256)
    if (!bytes) throw new Error(`no blob ${sha256}`)
    return bytes
  }
  return { rows, source: sourceOf(rows), blobs }
}

export const sourceOf = (rows: readonly ReleaseRow[]): RowSource =>
  async function* ({ part, after = -1 }) {
    for (const row of rows) {
      if (row.position > after && (!part || partName(part) === partName(row))) yield row
    }
  }

const smallPicture = (position: number, role: string): Uint8Array =>
  Buffer.from(`picture ${role} ${position} `.repeat(4 + (position % 7)))

export function sampleRow(
  index: number,
  { source, edited, mask }: { readonly source: BlobRef; readonly edited: BlobRef; readonly mask: BlobRef },
): ReleaseRow {
  const region = index % 3 === 2
  const encoded = index % 5 !== 0
  return {
    position: index,
    idx: Math.floor(index / 2),
    configuration: region ? 'region' : 'free-form',
    split: index % 10 === 9 ? 'test' : 'train',
    instruction: `make boat ${index} green — 使其变绿`,
    sourceCaption: `a red boat, number ${index}`,
    targetCaption: `a green boat, number ${index}`,
    editObject: region ? 'boat' : null,
    editType: index % 2 === 0 ? 'change-color' : 'add',
    scores: {
      clipSource: encoded ? 0.25 + index / 1e6 : null,
      clipTarget: encoded ? 0.26 : null,
      clipDirection: encoded ? 0.27 : null,
      clipImage: encoded ? 0.8 : null,
      dino: null,
      ssim: 0.5 + index / 1e6,
      l1: 0.1,
      l2: 0.01,
      perceptual: null,
      inside: region ? 0.98 : null,
    },
    source,
    edited,
    mask: region ? mask : null,
    maskKind: region ? 'contour' : null,
    anchor: null,
    origin: {
      sha256: createHash('sha256')
        .update(`photograph ${Math.floor(index / 4)}`)
        .digest('hex'),
      source: `https://example.org/photos/${Math.floor(index / 4)}`,
      author: index % 8 < 4 ? 'Ada' : null,
      licence: index % 8 < 4 ? 'CC-BY-4.0' : 'CC0-1.0',
    },
    generator: {
      name: 'editor/procedural',
      version: '1',
      isModel: false,
      models: [],
      operation: 'recolour boat to green',
      params: { strength: 0.5, hue: 120 },
      seed: 4_294_967_295 - index,
    },
    turn: 1,
    parentPosition: null,
    decidedBy: index % 4 === 0 ? 'reviewer' : 'filter',
  }
}
