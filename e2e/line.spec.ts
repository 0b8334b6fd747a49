import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { parquetReadObjects } from 'hyparquet'
import sharp from 'sharp'
import type { Client } from './support/client'
import { openDatabase } from './support/database'
import { foundProject, openAs, type Person, type Role } from './support/people'

// The whole line in a browser, as the three people who walk it: from a photograph to a dataset that somebody opens.

const photo = path.join(import.meta.dirname, '../prisma/demo/photos/coffee.png')
const caption = 'A red cup of coffee with a silver spoon on a red saucer on a wooden table.'

const onRegion = {
  type: 'Change colour',
  instruction: 'Turn the coffee green',
  target: 'A red cup of green coffee with a silver spoon on a red saucer on a wooden table.',
  object: 'coffee',
  /** Of the coffee, in the frame's pixels. */
  box: { x: 130, y: 116, w: 220, h: 136 },
}
const ofWhole = {
  type: 'Change global',
  instruction: 'Make the whole picture look like a foggy morning',
  target: 'A red cup of coffee with a silver spoon on a red saucer on a wooden table in fog.',
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test.setTimeout(900_000)

test('from a photograph to a released dataset, as three people', async ({ browser, baseURL }) => {
  const { slug, people, admin } = await foundProject(baseURL!, `Coffee ${Date.now().toString(36)}`)
  const pages = await openAll(browser, people)
  const at = (page: string) => `/p/${slug}/${page}`

  await test.step('the admin adds a photograph and says what it shows', async () => {
    const page = pages.admin
    await page.goto(at('catalog'))
    await page.getByRole('button', { name: 'Add images' }).first().click()
    const adding = page.getByRole('region', { name: 'Add images' })
    await adding.getByLabel('Licence').fill('CC0-1.0')
    await adding.getByLabel('Attribution').fill('Rachel Michetti')
    await adding.locator('input[type=file]').first().setInputFiles(photo)
    const tile = page.getByRole('option', { name: /coffee\.png/ })
    await expect(tile).toBeVisible()
    await adding.getByRole('button', { name: 'Close' }).click()
    await tile.click()
    await page.getByLabel('Caption', { exact: true }).fill(caption)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved')).toBeVisible()
  })

  await test.step('the rater writes two seeds, one with a region drawn on the picture', async () => {
    const page = pages.rater
    await page.goto(at('author'))
    await writeSeed(page, onRegion, async () => {
      await page.getByRole('button', { name: 'Box', exact: true }).click()
      await drag(page, 0.3, 0.3, 0.5, 0.5)
      const numbers = page.getByRole('group', { name: 'The box in numbers' })
      for (const [field, value] of Object.entries(onRegion.box))
        await numbers.getByLabel(field, { exact: true }).fill(String(value))
      await expect(page.getByText(/^region set/)).toBeVisible()
    })
    const { items } = await admin.api.catalog.images.list({ project: slug })
    await page.goto(at(`author?image=${items[0]!.id}`))
    await writeSeed(page, ofWhole)
  })

  await test.step('the reviewer approves both', async () => {
    const page = pages.reviewer
    await page.goto(at('seeds?status=submitted'))
    for (const { instruction } of [onRegion, ofWhole]) {
      await page.getByRole('option', { name: instruction }).click()
      await page.getByRole('button', { name: 'Approve', exact: true }).click()
      await expect(page.getByText('Approved: it is an exemplar now').last()).toBeVisible()
      await expect(page.getByRole('option', { name: instruction })).toBeHidden()
    }
    expect((await admin.api.seeds.exemplars({ project: slug })).items).toHaveLength(2)
  })

  await test.step('the admin expands them, and takes the seeds themselves as records too', async () => {
    const page = pages.admin
    await page.goto(at('expansion'))
    await page.getByRole('button', { name: 'Use approved seeds as records' }).click()
    await expect(page.getByText('2 records made')).toBeVisible()
    for (const [step, field, value] of [
      ['Write instructions', 'Instructions', '10'],
      ['Write records', 'Records per image', '1'],
    ] as const) {
      await page.getByRole('button', { name: step }).click()
      const form = page.getByRole('region', { name: step, exact: true })
      await form.getByLabel(field, { exact: true }).fill(value)
      if (step === 'Write records') await form.getByLabel('Only images without records').uncheck()
      await form.getByRole('button', { name: 'Start run' }).click()
      await expect(form).toBeHidden()
      await ended(() => admin.api.expansion.list({ project: slug }))
    }
    const { items: pool } = await admin.api.expansion.pool({ project: slug })
    expect(pool.length).toBeGreaterThan(0)
    await expect(page.getByText(onRegion.instruction).first()).toBeVisible()
  })
  const { items: records } = await admin.api.expansion.records({ project: slug })

  await test.step('the admin generates', async () => {
    const page = pages.admin
    await page.goto(at('generation'))
    await page.getByRole('button', { name: 'New run' }).click()
    await page.getByLabel('Candidates each').fill('2')
    await page.getByRole('button', { name: 'Start run' }).click()
    await expect(page).toHaveURL(/generation\/[0-9a-f-]{36}/)
    await ended(() => admin.api.generation.list({ project: slug }))
    const [run] = (await admin.api.generation.list({ project: slug })).items
    expect(run).toMatchObject({ status: 'done', total: records.length, failed: 0 })
    expect(run!.done + run!.refused).toBe(records.length)
    expect(run!.candidates).toBe(run!.done * 2)
  })

  // Every task with something to judge has its item before the rater sits down.
  const { items: kept } = await admin.api.generation.candidates({ project: slug, kept: true })
  const judged = new Set(kept.map(({ taskId }) => taskId)).size
  await expect.poll(async () => (await admin.api.review.list({ project: slug })).items.length).toBe(judged)

  const rejected = ofWhole.instruction
  const accepted: string[] = []
  await test.step('the rater rejects one, has one made again with a corrected mask, and accepts what comes back', async () => {
    const page = pages.rater
    await page.goto(at('desk'))
    const heading = page.getByRole('heading', { level: 1 })
    let sentBack = false
    let cameBack = false
    while (!cameBack || (await waitsForRater(pages.rater, slug)) > 0) {
      await expect(page.getByRole('button', { name: 'Accept', exact: true })).toBeEnabled()
      const instruction = (await heading.innerText()).trim()
      const deciding = page.waitForResponse((response) => response.url().endsWith('/decision'))
      if (instruction === rejected) {
        await page.getByRole('button', { name: 'Reject', exact: true }).click()
        await page.getByRole('checkbox', { name: 'Instruction not followed' }).check()
        await page.getByRole('button', { name: 'Reject', exact: true }).last().click()
      } else if (instruction === onRegion.instruction && !sentBack) {
        await page.getByRole('button', { name: 'Fix and make again' }).click()
        await page.getByRole('button', { name: 'Brush', exact: true }).click()
        await drag(page, 0.28, 0.5, 0.4, 0.55)
        await page.getByRole('button', { name: 'Make again', exact: true }).click()
        sentBack = true
      } else {
        if (instruction === onRegion.instruction) {
          await expect(page.getByText('made again for you')).toBeVisible()
          cameBack = true
        }
        accepted.push(instruction)
        await page.getByRole('button', { name: 'Accept', exact: true }).click()
      }
      expect((await deciding).status()).toBe(200)
    }
    // All but the rejected one; the one that was made again counts once.
    expect(accepted).toHaveLength(judged - 1)
  })

  await test.step('the reviewer approves what was accepted', async () => {
    const page = pages.reviewer
    await page.goto(at('desk?mode=approve'))
    for (let left = accepted.length; left > 0; left -= 1) {
      const approving = page.waitForResponse((response) => response.url().endsWith('/settle'))
      await page.getByRole('button', { name: 'Approve', exact: true }).click()
      expect((await approving).status()).toBe(200)
    }
    await expect(page.getByText('No accepted sample waits for a second look.')).toBeVisible()
  })

  const files = await test.step('the admin seals a release, exports it and downloads the files', async () => {
    const page = pages.admin
    await page.goto(at('releases/new'))
    await page.getByRole('button', { name: /^Seal v/ }).click()
    await page.getByRole('button', { name: 'Yes, seal' }).click()
    await expect(page).toHaveURL(/releases\/[0-9a-f-]{36}/)
    const parquet = page.getByRole('region', { name: 'Parquet' })
    await parquet.getByRole('button', { name: 'Export' }).click()
    const links = parquet.getByRole('link', { name: /^Download .*\.parquet$/ })
    await expect(links.first()).toBeVisible({ timeout: 120_000 })
    const downloaded: Buffer[] = []
    for (const link of await links.all()) {
      const download = page.waitForEvent('download')
      await link.click()
      downloaded.push(await readFile(await (await download).path()))
    }
    return downloaded
  })

  await test.step('the files hold what the database does, and nothing else', async () => {
    await checkFiles(files, { admin, slug, accepted })
  })
})

const openAll = async (browser: Browser, people: Record<Role, Person>): Promise<Record<Role, Page>> => ({
  admin: await openAs(browser, people.admin),
  rater: await openAs(browser, people.rater),
  reviewer: await openAs(browser, people.reviewer),
})

/** Draws on the picture, from and to in shares of the surface. */
const drag = async (page: Page, fromX: number, fromY: number, toX: number, toY: number) => {
  const surface = page.getByRole('application', { name: /Drawing surface/ })
  const box = (await surface.boundingBox())!
  await page.mouse.move(box.x + fromX * box.width, box.y + fromY * box.height)
  await page.mouse.down()
  await page.mouse.move(box.x + toX * box.width, box.y + toY * box.height, { steps: 8 })
  await page.mouse.up()
}

interface Seed {
  readonly type: string
  readonly instruction: string
  readonly target: string
  readonly object?: string
}

const writeSeed = async (page: Page, seed: Seed, drawRegion: () => Promise<void> = async () => {}) => {
  await page.getByRole('radio', { name: new RegExp(`^${seed.type}`) }).check()
  await page.getByLabel('Instruction, as you would say it to a helper').fill(seed.instruction)
  await page.getByLabel('The edited photograph would show').fill(seed.target)
  if (seed.object) await page.getByLabel('What is edited').fill(seed.object)
  await drawRegion()
  const submitting = page.waitForResponse((response) => response.url().endsWith('/submit'))
  await page.getByRole('button', { name: 'Submit' }).click()
  expect((await submitting).status()).toBe(200)
}

/** Every run of a list has come to its end. */
const ended = (list: () => Promise<{ items: readonly { status: string }[] }>) =>
  expect
    .poll(async () => (await list()).items.map(({ status }) => status), {
      timeout: 240_000,
      intervals: [500],
    })
    .not.toContainEqual(expect.stringMatching(/queued|running/))

/** How many items a rater could be handed, asked as their own browser would. */
const waitsForRater = async (page: Page, slug: string): Promise<number> => {
  const answer = await page.request.get(`/api/v1/projects/${slug}/review/pace`)
  return (await answer.json()).waiting
}

interface Expected {
  readonly admin: Client
  readonly slug: string
  readonly accepted: readonly string[]
}

interface EmbeddedImage {
  readonly bytes: Uint8Array
  readonly path: string
}

const checkFiles = async (files: readonly Buffer[], { admin, slug, accepted }: Expected) => {
  const pool = openDatabase(process.env.E2E_HOME!)
  try {
    const { rows: samples } = await pool.query(
      `SELECT record.idx::int AS idx, record.instruction, record."sourceCaption", record."targetCaption",
         record."editObject", candidate.mode, candidate.seed::int AS seed, candidate."sourceSha", candidate."editedSha",
         candidate."maskSha", candidate."regionId", region."parentId" AS corrected, frame.size
       FROM "Candidate" candidate
       JOIN "Project" project ON project.id = candidate."projectId" AND project.slug = $1
       JOIN "InstructionRecord" record ON record.id = candidate."recordId"
       JOIN "Frame" frame ON frame.id = candidate."frameId"
       LEFT JOIN "Region" region ON region.id = candidate."regionId"
       WHERE candidate."sampleState" = 'approved'`,
      [slug],
    )
    expect(samples.map(({ instruction }) => instruction).sort()).toEqual([...accepted].sort())

    const rows: Record<string, unknown>[] = []
    for (const file of files) {
      const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer
      rows.push(...(await parquetReadObjects({ file: bytes, utf8: false })))
    }
    expect(rows).toHaveLength(samples.length)

    for (const sample of samples) {
      const row = rows.find(({ idx, seed }) => Number(idx) === sample.idx && Number(seed) === sample.seed)
      const isRegion = sample.mode === 'region'
      expect(row, sample.instruction).toMatchObject({
        edit_prompt: sample.instruction,
        source_caption: sample.sourceCaption,
        target_caption: sample.targetCaption,
        edit_object: isRegion ? sample.editObject : null,
        decided_by: 'reviewer',
        image_licence: 'CC0-1.0',
        generator_is_model: false,
      })
      const image = (column: string) => row![column] as EmbeddedImage
      const size = { width: sample.size, height: sample.size }
      for (const [column, digest] of [
        ['source_image', sample.sourceSha],
        ['edited_image', sample.editedSha],
      ] as const) {
        expect(sha256(image(column).bytes), column).toBe(digest)
        expect(await sharp(image(column).bytes).metadata()).toMatchObject({ ...size, channels: 3 })
      }
      if (!isRegion) {
        expect(row!.mask_image).toBeNull()
        continue
      }
      expect(sha256(image('mask_image').bytes)).toBe(sample.maskSha)
      await checkMask(image('mask_image').bytes, image('source_image').bytes, image('edited_image').bytes)
    }

    // The one that was mended: its mask is the corrected one, which names what it corrects.
    const mended = samples.find(({ instruction }) => instruction === onRegion.instruction)
    expect(mended.corrected).not.toBeNull()
    const region = await admin.api.regions.get({ project: slug, id: mended.regionId })
    const drawn = await admin.api.regions.get({ project: slug, id: mended.corrected })
    expect(region.areaFraction).toBeGreaterThan(drawn.areaFraction!)
  } finally {
    await pool.end()
  }
}

/** A grey mask of the picture's size, inside which nearly all of the change lies. */
const checkMask = async (mask: Uint8Array, source: Uint8Array, edited: Uint8Array) => {
  const grey = await sharp(mask).greyscale().raw().toBuffer({ resolveWithObject: true })
  const before = await sharp(source).removeAlpha().raw().toBuffer()
  const after = await sharp(edited).removeAlpha().raw().toBuffer()
  expect(before.length).toBe(grey.data.length * 3)
  let [inside, all] = [0, 0]
  for (let pixel = 0; pixel < grey.data.length; pixel += 1) {
    let change = 0
    for (let channel = 0; channel < 3; channel += 1)
      change += Math.abs(before[pixel * 3 + channel]! - after[pixel * 3 + channel]!)
    all += change
    if (grey.data[pixel]! > 0) inside += change
  }
  expect(all).toBeGreaterThan(0)
  expect(inside / all).toBeGreaterThan(0.95)
}
