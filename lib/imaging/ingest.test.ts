import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeRaster, encodeRasterPng } from './codec'
import { ingestImage } from './ingest'
import { hammingDistance } from './perceptual-hash'
import { createRaster, type Raster } from './raster'
import { sharp } from './safe-sharp'
import { fixturePath, fixturesDir, needsFixtures } from './testing/fixtures'

/** Four quarters of different colours over a ramp, so that turns and colour changes show. */
const picture = (width = 120, height = 80): Raster => {
  const raster = createRaster(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const right = x * 2 >= width ? 120 : 0
      const low = y * 2 >= height ? 120 : 0
      raster.data.set([40 + right, 60 + low, 20 + ((x + y) >> 1)], (y * width + x) * 3)
    }
  return raster
}

const source = async (width?: number, height?: number) => sharp(await encodeRasterPng(picture(width, height)))

const chunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])))
  return Buffer.concat([head, data, tail])
}

/** A PNG by hand: its header can promise any size, and any chunk can be put before the pixels. */
const pngOf = (width: number, height: number, pixels: Buffer, ...before: Buffer[]): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const parts = [
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

const colourAt = (raster: Raster, x: number, y: number) => [
  ...raster.data.subarray((y * raster.width + x) * 3, (y * raster.width + x) * 3 + 3),
]

const expectClose = (actual: number[], expected: number[], within: number) =>
  actual.forEach((v, i) => {
    expect(Math.abs(v - expected[i]!), `${actual} against ${expected}`).toBeLessThanOrEqual(within)
  })

describe('ingestImage takes', () => {
  it.each(['png', 'jpeg', 'webp', 'avif', 'tiff', 'gif'] as const)(
    '%s, by content and not by name',
    async (format) => {
      const bytes = await (await source()).toFormat(format).toBuffer()
      const result = await ingestImage(bytes)
      expect(result.original).toMatchObject({ format, bytes: bytes.length })
      expect(result.master).toMatchObject({
        mediaType: format === 'jpeg' ? 'image/jpeg' : 'image/png',
        width: 120,
        height: 80,
      })
      expect(result.thumbnail).toMatchObject({ mediaType: 'image/webp', width: 120, height: 80 })
      expect(result.display).toBeNull()
      expectClose(
        colourAt(await decodeRaster(result.master.bytes), 90, 60),
        [160, 180, 95],
        format === 'gif' ? 24 : 12,
      )
    },
  )

  it('a path, a buffer and a stream alike, and gives the same bytes each time', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'ingest-'))
    try {
      const bytes = await (await source()).png().toBuffer()
      const path = join(dir, 'wrong-extension.html')
      await writeFile(path, bytes)
      const results = [
        await ingestImage(path),
        await ingestImage(bytes),
        await ingestImage(Readable.from([bytes.subarray(0, 100), bytes.subarray(100)])),
      ]
      expect(new Set(results.map((r) => r.master.sha256)).size).toBe(1)
      expect(new Set(results.map((r) => r.original.sha256)).size).toBe(1)
    } finally {
      await rm(dir, { recursive: true })
    }
  })

  it('PNG pixels without loss', async () => {
    const result = await ingestImage(await encodeRasterPng(picture()))
    expect((await decodeRaster(result.master.bytes)).data).toEqual(picture().data)
    expect(result.changes).toEqual([])
  })

  it('an EXIF-turned photograph: upright, and nothing but pixels left', async () => {
    const exif = { IFD0: { Artist: 'SECRET-NAME' }, IFD3: { GPSLatitude: '1/1 2/1 3/1' } }
    const turned = await (await source()).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer()
    expect(turned.includes('SECRET-NAME') || turned.includes('Exif')).toBe(true)
    const result = await ingestImage(turned)
    expect(result.master).toMatchObject({ width: 80, height: 120 })
    expect(result.changes).toEqual(expect.arrayContaining(['orientation-applied', 'metadata-dropped']))
    const clean = await sharp(result.master.bytes).metadata()
    expect([clean.exif, clean.icc, clean.xmp, clean.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    // Orientation 6 turns clockwise: the lower left quarter comes to the upper left.
    expectClose(colourAt(await decodeRaster(result.master.bytes), 10, 10), [40, 180, 55], 12)
  })

  it('CMYK, 16 bits, alpha, grey and wide gamut, and says what it did', async () => {
    const cmyk = await ingestImage(
      await (await source()).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
    )
    expect(cmyk.changes).toContain('cmyk-to-srgb')
    expectClose(colourAt(await decodeRaster(cmyk.master.bytes), 90, 60), [160, 180, 95], 30)

    const deep = await ingestImage(await (await source()).toColourspace('rgb16').png().toBuffer())
    expect(deep.changes).toContain('depth-to-8-bit')
    expectClose(colourAt(await decodeRaster(deep.master.bytes), 90, 60), [160, 180, 95], 1)
    expect((await sharp(deep.master.bytes).metadata()).depth).toBe('uchar')

    const clear = await ingestImage(await (await source()).ensureAlpha(0).png().toBuffer())
    expect(clear.changes).toContain('alpha-flattened')
    expect(colourAt(await decodeRaster(clear.master.bytes), 90, 60)).toEqual([255, 255, 255])

    const grey = await ingestImage(await (await source()).greyscale().png().toBuffer())
    expect((await decodeRaster(grey.master.bytes)).data.length).toBe(120 * 80 * 3)

    const wide = await (await source()).png().withIccProfile('p3').toBuffer()
    const narrow = await ingestImage(wide)
    expect(narrow.changes).toContain('profile-to-srgb')
    expectClose(colourAt(await decodeRaster(narrow.master.bytes), 90, 60), [160, 180, 95], 2)
  })

  it('a PNG that hides HTML, and lets none of it through', async () => {
    const page = '<html><script>alert(1)</script></html>'
    const png = Buffer.concat([
      pngOf(32, 32, Buffer.alloc(33 * 32), chunk('tEXt', Buffer.from(`Comment\0${page}`, 'latin1'))),
      Buffer.from(page),
    ])
    const result = await ingestImage(png)
    for (const made of [result.master, result.thumbnail]) expect(made.bytes.includes('script')).toBe(false)
  })

  it('a PNG whose text chunk unpacks to 256 MB, without unpacking it into what is kept', async () => {
    const bomb = Buffer.concat([Buffer.from('a\0\0', 'latin1'), deflateSync(Buffer.alloc(2 ** 28))])
    const before = process.memoryUsage().rss
    const result = await ingestImage(pngOf(32, 32, Buffer.alloc(33 * 32), chunk('zTXt', bomb)))
    expect(result.master.bytes.length).toBeLessThan(1000)
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 29)
  })

  it('a large photograph, with thumbnail and display rendition', async () => {
    const result = await ingestImage(
      await (await source()).resize(7680, 5120).jpeg({ quality: 60 }).toBuffer(),
    )
    expect(result.master).toMatchObject({ width: 7680, height: 5120 })
    expect(result.display).toMatchObject({ width: 2048, height: 1365 })
    expect(result.thumbnail).toMatchObject({ width: 384, height: 256 })
  })
})

describe('ingestImage refuses', () => {
  const refusal = async (bytes: Buffer, limits = {}) => {
    const error = await ingestImage(bytes, limits, 'photo').then(
      () => null,
      (e: unknown) => e,
    )
    expect(error).toMatchObject({ name: 'ExemplarError', field: 'photo', fix: expect.any(String) })
    return error as { code: string; message: string }
  }

  it.each([
    ['an SVG drawing', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>'],
    ['an HTML page', '\ufeff  <!DOCTYPE html><p>photo.png'],
    ['an XML or HTML document', '<p>hello'],
    ['a PDF document', '%PDF-1.7\n'],
    ['a ZIP archive', 'PK\x03\x04'],
    ['of an unknown kind', 'just some text'],
  ])('%s', async (name, content) => {
    expect(await refusal(Buffer.from(content))).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(name),
    })
  })

  it('an SVG even if it were handed to the decoder', async () => {
    await expect(sharp(Buffer.from('<svg width="9" height="9"/>')).png().toBuffer()).rejects.toThrow()
  })

  it('animated GIF, WebP and PNG', async () => {
    const frames = await sharp(
      [await encodeRasterPng(picture(32, 32)), await (await source(32, 32)).negate().png().toBuffer()],
      { join: { animated: true } },
    )
    expect(await refusal(await frames.clone().gif().toBuffer())).toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/animated/),
    })
    expect(await refusal(await frames.clone().webp().toBuffer())).toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/animated WebP/),
    })
    const animation = chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))
    expect(await refusal(pngOf(32, 32, Buffer.alloc(33 * 32), animation))).toMatchObject({
      message: expect.stringMatching(/animated PNG/),
    })
  })

  it('nothing at all', async () => {
    expect(await refusal(Buffer.alloc(0))).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/0 bytes/),
    })
  })

  it.each(['png', 'jpeg', 'webp', 'avif', 'tiff', 'gif'] as const)('a truncated %s', async (format) => {
    const noisy = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .toFormat(format)
      .toBuffer()
    for (const share of [0.1, 0.5, 0.9]) {
      expect((await refusal(noisy.subarray(0, Math.floor(noisy.length * share)))).code).toBe('bad-input')
    }
  })

  it('a corrupt JPEG and a corrupt PNG', async () => {
    const jpeg = await (await source()).jpeg({ quality: 95 }).toBuffer()
    jpeg.fill(0xff, jpeg.length >> 1, (jpeg.length >> 1) + 64)
    expect((await refusal(jpeg)).code).toBe('bad-input')
    const png = await encodeRasterPng(picture())
    png.fill(7, png.length >> 1, (png.length >> 1) + 16)
    expect((await refusal(png)).code).toBe('bad-input')
  })

  it('50,000×50,000 pixels, by the header alone', async () => {
    const start = performance.now()
    const error = await refusal(pngOf(50_000, 50_000, Buffer.alloc(50_001)))
    expect(error).toMatchObject({ code: 'too-large', message: expect.stringContaining('50000×50000') })
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('too many bytes, also from a stream that never ends', async () => {
    expect((await refusal(Buffer.alloc(2000), { maxBytes: 1000 })).code).toBe('too-large')
    const endless = async function* () {
      for (;;) yield Buffer.alloc(4096)
    }
    await expect(ingestImage(endless(), { maxBytes: 2 ** 20 })).rejects.toMatchObject({ code: 'too-large' })
  })

  it('a picture of a few pixels', async () => {
    expect((await refusal(await encodeRasterPng(picture(8, 8)))).code).toBe('bad-input')
  })
})

describe.skipIf(!fixturesDir)(`perceptual hash on photographs${needsFixtures}`, () => {
  it('is near for a recompressed, scaled copy and far for another photograph', async () => {
    const hash = async (bytes: Buffer | string) => (await ingestImage(bytes)).perceptualHash
    const coffee = fixturePath('photos', 'coffee.png')
    const copy = await sharp(coffee)
      .resize(333)
      .modulate({ brightness: 1.1 })
      .jpeg({ quality: 40 })
      .toBuffer()
    const [a, b, c] = [await hash(coffee), await hash(copy), await hash(fixturePath('photos', 'chelsea.png'))]
    expect(hammingDistance(a, b)).toBeLessThanOrEqual(4)
    expect(hammingDistance(a, c)).toBeGreaterThan(16)
    expect(hammingDistance(BigInt.asIntN(64, a), a)).toBe(0)
  })
})
