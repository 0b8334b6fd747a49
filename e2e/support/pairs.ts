import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type pg from 'pg'
import sharp from 'sharp'
import { diskStorage } from '@/lib/platform/storage/disk'

const procedural = { name: 'editor/procedural', version: '1', isModel: false, models: [], provider: 'host' }
const photos = ['coffee.png', 'chelsea.png', 'rocket.jpg', 'hubble.jpg'] as const
const colours = ['#2f6f4f', '#6f2f5f', '#2f4f8f', '#8f6f1f', '#5f1f1f', '#1f5f6f'] as const

interface PairsOptions {
  readonly home: string
  readonly slug: string
  readonly count: number
  /** Width and height of every picture, in pixels. */
  readonly size: number
  readonly candidates?: number
  /** Photographs that all pairs share; drawing many large ones takes seconds each. */
  readonly pictures?: number
}

/** A photograph of the demo at any size, and edits of it that differ inside a box. */
const drawPictures = async (size: number, index: number, candidates: number) => {
  const file = path.join(process.cwd(), 'prisma/demo/photos', photos[index % photos.length]!)
  const box = { left: Math.round(size * 0.3), top: Math.round(size * 0.35), side: Math.round(size * 0.35) }
  const square = (background: string) =>
    sharp({ create: { width: box.side, height: box.side, channels: 3, background } })
      .png()
      .toBuffer()
  const source = await sharp(file)
    .resize(size, size, { fit: 'cover' })
    // The same few photographs become as many different pictures as are asked for.
    .modulate({ hue: Math.floor(index / photos.length) * 40 })
    .removeAlpha()
    .png({ compressionLevel: 1 })
    .toBuffer()
  const edited = await Promise.all(
    Array.from({ length: candidates }, async (_, number) =>
      sharp(source)
        .composite([
          { input: await square(colours[(index + number) % colours.length]!), left: box.left, top: box.top },
        ])
        .png({ compressionLevel: 1 })
        .toBuffer(),
    ),
  )
  const mask = await sharp({ create: { width: size, height: size, channels: 3, background: '#000' } })
    .composite([{ input: await square('#fff'), left: box.left, top: box.top }])
    .greyscale()
    .png()
    .toBuffer()
  const thumbs = await Promise.all(edited.map((one) => sharp(one).resize(192, 192).png().toBuffer()))
  return { source, edited, mask, thumbs }
}

/**
 * Review items with real pictures, as a finished run leaves them: written as rows and files, since generating some
 * hundreds at two megapixels would take a test many minutes. Their instructions are numbered from 1.
 */
export const addPairs = async (pool: pg.Pool, options: PairsOptions): Promise<void> => {
  const { home, slug, count, size, candidates = 1, pictures = Math.min(count, photos.length) } = options
  const storage = diskStorage(path.join(home, 'blobs'))
  const { rows } = await pool.query(
    `SELECT project.id, "EditType".id AS type FROM "Project" project JOIN "EditType" ON "projectId" = project.id
     WHERE slug = $1 AND key = 'change-color'`,
    [slug],
  )
  const { id: projectId, type } = rows[0]
  const put = async (bytes: Buffer): Promise<string> => {
    const { sha256 } = await storage.put(bytes)
    await pool.query(
      `INSERT INTO "Blob" (sha256, size, "mediaType") VALUES ($1, $2, 'image/png') ON CONFLICT DO NOTHING`,
      [sha256, bytes.length],
    )
    await pool.query(
      `INSERT INTO "ProjectBlob" ("projectId", sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [projectId, sha256],
    )
    return sha256
  }
  const drawn = []
  for (let index = 0; index < pictures; index++) {
    const one = await drawPictures(size, index, candidates)
    const picture = {
      image: randomUUID(),
      frame: randomUUID(),
      source: await put(one.source),
      mask: await put(one.mask),
      edited: await Promise.all(one.edited.map(put)),
      thumbs: await Promise.all(one.thumbs.map(put)),
    }
    drawn.push(picture)
    await pool.query(
      `INSERT INTO "SourceImage" (id, "projectId", name, sha256, "originalSha256", "thumbSha", width, height, phash,
         caption, "captionStatus", "frameId")
       VALUES ($1, $2, 'photo.png', $3, $4, $3, $5, $5, 0, 'a photograph', 'confirmed', $6)`,
      [picture.image, projectId, picture.source, picture.image, size, picture.frame],
    )
    await pool.query(
      `INSERT INTO "Frame" (id, "projectId", "sourceImageId", "scaledWidth", "scaledHeight", "left", top, size, sha256)
       VALUES ($1, $2, $3, $4, $4, 0, 0, $4, $5)`,
      [picture.frame, projectId, picture.image, size, picture.source],
    )
  }

  const run = randomUUID()
  await pool.query(
    `INSERT INTO "GenerationRun" (id, "projectId", number, params, engine, seed, status)
     VALUES ($1, $2, (SELECT 1 + count(*) FROM "GenerationRun" WHERE "projectId" = $2), '{}', $3, 1, 'done')`,
    [run, projectId, procedural],
  )
  for (let index = 0; index < count; index++) {
    const picture = drawn[index % drawn.length]!
    const { image, frame } = picture
    const [record, task] = [randomUUID(), randomUUID()]
    await pool.query(
      `INSERT INTO "InstructionRecord" (id, "projectId", idx, "sourceImageId", "editTypeId", instruction,
         "sourceCaption", "targetCaption", fingerprint, engine)
       VALUES ($1, $2, (SELECT coalesce(1 + max(idx), 0) FROM "InstructionRecord" WHERE "projectId" = $2), $3, $4, $5,
         'a photograph', 'a photograph with a square', $6, $7)`,
      [record, projectId, image, type, `Put square ${index + 1} on it`, record, procedural],
    )
    await pool.query(
      `INSERT INTO "GenerationTask" (id, "projectId", "runId", "recordId", position, mode, samples, seed, status, attempt)
       VALUES ($1, $2, $3, $4, $5, 'free-form', $6, 1, 'done', 1)`,
      [task, projectId, run, record, index, candidates],
    )
    for (let number = 0; number < candidates; number++)
      await pool.query(
        `INSERT INTO "Candidate" (id, "projectId", "runId", "taskId", "recordId", "sourceImageId", "editTypeId", index,
           mode, "frameId", seed, params, engine, operation, "anchorSha", "sourceSha", "editedSha", "maskSha", "thumbSha",
           l1, l2, perceptual, "insideShare", verdict, passed, rank, kept)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8::int, 'free-form', $9, $8::int, '{}', $10, 'recolour', $11, $11, $12, $13, $14,
           0.1, 0.1, 5, 1, '[]', true, $15, true)`,
        [
          ...[
            randomUUID(),
            projectId,
            run,
            task,
            record,
            image,
            type,
            number,
            frame,
            procedural,
            picture.source,
          ],
          ...[picture.edited[number], picture.mask, picture.thumbs[number], number + 1],
        ],
      )
    await pool.query(
      `INSERT INTO "ReviewItem" (id, "projectId", "taskId", "recordId") VALUES ($1, $2, $3, $4)`,
      [
        `00000000-0000-7000-8000-${index.toString(16).padStart(4, '0')}${randomUUID().slice(-8)}`,
        projectId,
        task,
        record,
      ],
    )
  }
}
