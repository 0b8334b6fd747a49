import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { handlers } from '@/lib/pipeline/handlers'
import { makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { closeQueues } from '@/lib/platform/queue/queues'
import { chooseRows } from './choose-rows'
import { createRelease } from './create-release'
import { discardRelease } from './discard-release'
import { cancelExport, retryExport } from './exports/control-export'
import { exportFolder } from './exports/export-folder'
import { listExports } from './exports/list-exports'
import { beginExport } from './exports/run-export'
import { serveExportFile } from './exports/serve-file'
import { serveExportZip } from './exports/serve-zip'
import { startExport } from './exports/start-export'
import { writeExport } from './exports/write-export'
import { DiskSink } from './formats/disk-sink'
import type { ReleaseRow } from './formats/row'
import { batchRows, freezeRows } from './freeze-rows'
import { getRelease, listReleases } from './list-releases'
import { previewRelease } from './preview-release'
import { reconcileReleases } from './reconcile-releases'
import { releaseRows } from './release-rows'
import { renderReleaseCard } from './render-release-card'
import { retrySealing } from './retry-sealing'
import { saveNotes } from './save-notes'
import { type NewRelease, type ReleaseRulesInput, releaseRules } from './schema'
import { sealRelease } from './seal-release'
import { makePhoto, makeSample } from './testing/samples'

let projectId: string
let admin: ProjectActor & { userId: string }

beforeEach(async () => {
  projectId = (await makeProject()).id
  admin = await makeMember(projectId, 'admin')
})

afterEach(closeQueues)

const preview = (rules: ReleaseRulesInput = {}, actor: ProjectActor = admin) =>
  previewRelease(actor, releaseRules.parse(rules))

const rowsOf = async (releaseId: string): Promise<ReleaseRow[]> => {
  const rows: ReleaseRow[] = []
  for await (const row of releaseRows(releaseId)({})) rows.push(row)
  return rows
}

/** What the worker does with the job that `createRelease` put into the outbox. */
const seal = async (input: NewRelease = {}, actor: ProjectActor = admin) => {
  const releaseId = await createRelease(actor, input)
  await sealRelease({ releaseId, attempt: 1 })
  return getRelease(actor, releaseId)
}

const makeSamples = async (
  count: number,
  of: Partial<Parameters<typeof makeSample>[1]> = {},
  into = projectId,
) => {
  const made = []
  for (let i = 0; i < count; i++) made.push(await makeSample(into, { name: `boat ${i}`, ...of }))
  return made
}

const excluded = async (rules: ReleaseRulesInput) =>
  Object.fromEntries((await preview(rules)).excluded.map(({ reason, rows }) => [reason, rows]))

describe('choosing', () => {
  test('each rule leaves out what it names, and says how many', async () => {
    const [withdrawn, archived] = await makeSamples(2)
    await db().instructionRecord.update({
      where: { id: withdrawn!.recordId },
      data: { removedAt: new Date() },
    })
    await db().sourceImage.update({
      where: { id: archived!.sourceImageId },
      data: { archivedAt: new Date() },
    })
    await makeSample(projectId, { name: 'waiting', candidate: { sampleState: 'accepted' } })
    await makeSample(projectId, { name: 'rejected', candidate: { sampleState: 'rejected' } })
    await makeSample(projectId, { name: 'typed', editType: 'add' })
    await makeSample(projectId, { name: 'late', candidate: { decidedAt: new Date('2026-04-02T00:00:00Z') } })
    await makeSample(projectId, { name: 'unlike', candidate: { ssim: 0.2 } })
    await makeSample(projectId, { name: 'masked', region: true })
    await makeSample(projectId, { name: 'unlicensed', licence: null })
    await makeSample(projectId, { name: 'kept' })
    const rules: ReleaseRulesInput = {
      editTypes: ['change-global'],
      configurations: ['free-form'],
      decidedFrom: '2026-03-05',
      decidedTo: '2026-04-01',
      minima: { ssim: 0.5, clipSimDir: 0.9 },
      unlicensed: false,
    }
    const counts = await preview(rules)
    expect(counts).toMatchObject({ considered: 9, rows: 1, photographs: 1, unlicensed: 0 })
    expect(await excluded(rules)).toEqual({
      withdrawn: 1,
      archived: 1,
      'not-approved': 1,
      type: 1,
      date: 1,
      score: 1,
      configuration: 1,
      licence: 1,
    })
  })

  test('counts by type, configuration and licence add up to the rows', async () => {
    await makeSamples(3, { editType: 'add', licence: 'CC-BY-4.0' })
    await makeSample(projectId, { name: 'masked', editType: 'change-color', region: true, licence: null })
    const counts = await preview()
    expect(counts.rows).toBe(4)
    expect(counts.types.find(({ key }) => key === 'add')).toMatchObject({
      considered: 3,
      freeForm: 3,
      region: 0,
    })
    expect(counts.types.find(({ key }) => key === 'change-color')).toMatchObject({ freeForm: 0, region: 1 })
    expect(counts.licences).toEqual([
      { licence: 'CC-BY-4.0', considered: 3, rows: 3, photographs: 3 },
      { licence: null, considered: 1, rows: 1, photographs: 1 },
    ])
    expect(counts.unlicensed).toBe(1)
  })

  test('a cap takes the best ranks first, then the lowest record numbers', async () => {
    const ranks = [2, 1, null, 2, 1]
    for (const [at, rank] of ranks.entries())
      await makeSample(projectId, { name: `boat ${at}`, candidate: { rank } })
    await makeSample(projectId, { name: 'other', editType: 'add' })
    const release = await seal({ rules: { caps: { 'change-global': 3 } } })
    const rows = await rowsOf(release.id)
    expect(rows.map(({ idx }) => idx)).toEqual([0, 1, 4, 5])
    expect(await excluded({ caps: { 'change-global': 3 } })).toEqual({ cap: 2 })
  })

  test('what is accepted but not approved goes in only where the project asks for no approval', async () => {
    await makeSample(projectId, { name: 'boat', candidate: { sampleState: 'accepted', decidedBy: 'filter' } })
    expect(await excluded({})).toEqual({ 'not-approved': 1 })
    await expect(preview({ states: ['accepted'] })).rejects.toMatchObject({ field: 'rules.states' })
    await db().project.update({ where: { id: projectId }, data: { settings: { requireApproval: false } } })
    expect((await preview()).rows).toBe(1)
    expect((await rowsOf((await seal()).id))[0]?.decidedBy).toBe('filter')
  })

  test('a photograph is in one split with its later turns and its near-duplicates', async () => {
    for (let i = 0; i < 24; i++) {
      const photo = await makePhoto(projectId, `photo ${i}`)
      const first = await makeSample(projectId, { name: `first ${i}`, image: photo })
      const turn = await makePhoto(projectId, `turn ${i}`, {
        turn: 2,
        rootImageId: photo.id,
        parentCandidateId: first.id,
      })
      await makeSample(projectId, { name: `second ${i}`, image: turn })
      const twin = await makePhoto(projectId, `twin ${i}`, { nearDuplicateOfId: photo.id })
      await makeSample(projectId, { name: `twin ${i}`, image: twin })
    }
    const release = await seal({ rules: { splits: { validation: 0.3, test: 0.2 } } })
    const rows = await rowsOf(release.id)
    const splits = (i: number) => rows.slice(3 * i, 3 * i + 3).map(({ split }) => split)
    for (let i = 0; i < 24; i++) expect(new Set(splits(i)).size).toBe(1)
    expect(new Set(rows.map(({ split }) => split))).toEqual(new Set(['train', 'validation', 'test']))
    // The next turn names the row that it starts from.
    expect(rows[1]).toMatchObject({ turn: 2, parentPosition: 0, origin: { sha256: rows[0]?.origin.sha256 } })
  })

  test('an unknown edit type is refused by name', async () => {
    await expect(preview({ caps: { 'change-weather': 5 } })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'rules.caps.change-weather',
    })
  })
})

describe('sealing', () => {
  test('freezes texts, scores, blobs, licences and provenance, without ids, times and names', async () => {
    const sample = await makeSample(projectId, { name: 'boat', region: true })
    const release = await seal({ about: { licence: 'CC-BY-4.0' } })
    expect(release).toMatchObject({ version: 'v1.0', status: 'sealed', rows: 1, total: 1, error: null })
    expect(release.digest).toMatch(/^[0-9a-f]{64}$/)
    const [row] = await rowsOf(release.id)
    expect(row).toMatchObject({
      idx: 0,
      configuration: 'region',
      editObject: 'boat',
      editType: 'change-global',
      scores: { ssim: 0.75, clipDirection: null },
      edited: { sha256: sample.editedSha, mediaType: 'image/png' },
      mask: { sha256: sample.maskSha },
      anchor: null,
      origin: { author: 'Ada Lovelace', source: 'https://example.org/photo', licence: 'CC0-1.0' },
      generator: { name: 'editor/test', models: [{ name: 'test-unet', licence: 'openrail++' }], seed: 7 },
      decidedBy: 'reviewer',
    })
    const stored = JSON.stringify(row)
    for (const secret of [sample.id, sample.recordId, sample.sourceImageId, admin.userId, '2026-'])
      expect(stored).not.toContain(secret)
    expect(release.counts).toMatchObject({
      licences: [{ licence: 'CC0-1.0', rows: 1, photographs: 1 }],
      models: [{ name: 'test-unet', rows: 1 }],
    })
  })

  test('killed between batches and run again it ends with the rows and the digest of an undisturbed one', async () => {
    await makeSamples(1)
    const [one] = await db().candidate.findMany({ where: { projectId } })
    // More than two batches, copied in one statement.
    await db().$executeRaw`
      INSERT INTO "Candidate" SELECT (jsonb_populate_record(candidate, jsonb_build_object(
        'id', gen_random_uuid(), 'index', n, 'seed', n))).* FROM "Candidate" candidate, generate_series(1, ${2 * batchRows + 10}) n
      WHERE candidate.id = ${one!.id}::uuid`
    const undisturbed = await seal()
    const releaseId = await createRelease(admin, {})
    const payload = { releaseId, attempt: 1 }
    const kill = new AbortController()
    const total = await chooseRows(payload)
    await freezeRows(payload, total!, 0)
    kill.abort(new Error('killed'))
    await expect(sealRelease(payload, { signal: kill.signal })).rejects.toThrow('killed')
    expect(await getRelease(admin, releaseId)).toMatchObject({ status: 'sealing', rows: batchRows, total })
    // Two workers at once, as when a stalled job is handed out again.
    await Promise.all([sealRelease(payload), sealRelease(payload)])
    await sealRelease(payload)
    const again = await getRelease(admin, releaseId)
    expect(again).toMatchObject({ status: 'sealed', rows: 2 * batchRows + 11, digest: undisturbed.digest })
    expect(await rowsOf(releaseId)).toEqual(await rowsOf(undisturbed.id))
  })

  test('the same work in another project gets the same digest', async () => {
    const other = (await makeProject()).id
    for (const id of [projectId, other]) await makeSamples(4, {}, id)
    const elsewhere = await seal({}, await makeMember(other, 'admin'))
    expect((await seal()).digest).toBe(elsewhere.digest)
  })

  test('no later edit reaches a sealed release', async () => {
    const [sample] = await makeSamples(3)
    const release = await seal({ title: 'Boats' })
    const before = { rows: await rowsOf(release.id), card: await renderReleaseCard(admin, release.id) }
    await db().instructionRecord.updateMany({ where: { projectId }, data: { instruction: 'changed' } })
    await db().candidate.update({
      where: { id: sample!.id },
      data: { sampleState: 'rejected', ssim: 0, engine: {}, editedSha: 'f'.repeat(64) },
    })
    await db().sourceImage.updateMany({ where: { projectId }, data: { licence: 'changed' } })
    await db().editType.updateMany({ where: { projectId }, data: { label: 'changed' } })
    await db().project.update({ where: { id: projectId }, data: { name: 'changed' } })
    expect(await rowsOf(release.id)).toEqual(before.rows)
    expect(await renderReleaseCard(admin, release.id)).toEqual(before.card)
  })

  test('a release without rows is refused with the reasons, in the request and in the job', async () => {
    await expect(createRelease(admin, {})).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('Nothing has been accepted'),
    })
    const [sample] = await makeSamples(1)
    await expect(createRelease(admin, { rules: { editTypes: ['add'] } })).rejects.toMatchObject({
      field: 'rules',
      detail: { excluded: [{ reason: 'type', rows: 1 }] },
    })
    expect(await db().release.count({ where: { projectId } })).toBe(0)
    const releaseId = await createRelease(admin, {})
    await db().candidate.update({ where: { id: sample!.id }, data: { sampleState: 'rejected' } })
    await expect(sealRelease({ releaseId, attempt: 1 })).rejects.toMatchObject({ code: 'refused' })
  })

  test('versions are unique, and the next one is suggested', async () => {
    await makeSamples(1)
    await seal({ version: 'v1.9' })
    await expect(createRelease(admin, { version: 'v1.9' })).rejects.toMatchObject({ field: 'version' })
    expect((await seal()).version).toBe('v1.10')
    await expect(createRelease(admin, { version: '../etc' })).rejects.toMatchObject({ field: 'version' })
  })

  test('a sealed release keeps all but its notes; one that failed goes on or is given up', async () => {
    const sample = await makeSample(projectId, { name: 'lost' })
    const release = await seal()
    await saveNotes(admin, release.id, 'use v1.1 instead')
    expect(await getRelease(admin, release.id)).toEqual({ ...release, notes: 'use v1.1 instead' })
    await expect(discardRelease(admin, release.id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(retrySealing(admin, release.id)).rejects.toMatchObject({ code: 'conflict' })

    const releaseId = await createRelease(admin, {})
    const blob = await db().blob.delete({ where: { sha256: sample.editedSha } })
    const failure = await sealRelease({ releaseId, attempt: 1 }).catch((error: Error) => error)
    expect(failure).toMatchObject({ message: expect.stringContaining('edited image') })
    const handler = handlers.get('release.seal')!
    await db().$transaction((tx) => handler.dead!(tx, { releaseId, attempt: 1 }, failure as Error))
    expect((await getRelease(admin, releaseId)).status).toBe('failed')
    await db().blob.create({ data: blob })
    await retrySealing(admin, releaseId)
    await sealRelease({ releaseId, attempt: 1 }) // the old attempt does nothing
    expect((await getRelease(admin, releaseId)).status).toBe('sealing')
    await discardRelease(admin, releaseId)
    expect(await db().releaseRow.count({ where: { releaseId } })).toBe(0)
  })

  test('a rater and a foreign project get nothing', async () => {
    await makeSamples(1)
    const release = await seal()
    await expect(createRelease(await makeMember(projectId, 'reviewer'), {})).rejects.toMatchObject({
      code: 'forbidden',
    })
    const stranger = await makeMember((await makeProject()).id, 'admin')
    const exported = await startExport(admin, release.id, 'parquet')
    const request = new Request('http://localhost/')
    for (const attempt of [
      () => getRelease(stranger, release.id),
      () => saveNotes(stranger, release.id, ''),
      () => discardRelease(stranger, release.id),
      () => startExport(stranger, release.id, 'parquet'),
      () => listExports(stranger, release.id),
      () => cancelExport(stranger, exported),
      () => serveExportFile(request, stranger, exported, 'README.md'),
      () => serveExportZip(request, stranger, exported),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' })
    expect((await listReleases(stranger, { limit: 50 })).items).toEqual([])
  })
})

describe('exporting', () => {
  const exportAll = async (releaseId: string, format: 'parquet' | 'imagefolder') => {
    const exportId = await startExport(admin, releaseId, format)
    expect(await beginExport({ exportId, attempt: 1 })).toBe(true)
    expect(await writeExport({ exportId, attempt: 1 })).toBe('done')
    const exported = (await listExports(admin, releaseId)).find(({ id }) => id === exportId)
    return exported!
  }

  const bytesUnder = async (root: string) =>
    Promise.all(
      (await new DiskSink(root).list()).map(async (file) => [
        file,
        (await readFile(path.join(root, file))).toString('base64'),
      ]),
    )

  test.each(['parquet', 'imagefolder'] as const)(
    'the same release gives the same bytes as %s',
    async (format) => {
      await makeSamples(5)
      await makeSample(projectId, { name: 'masked', region: true })
      const release = await seal({ rules: { splits: { validation: 0.3 } } })
      const exported = await exportAll(release.id, format)
      expect(exported).toMatchObject({ status: 'done', done: 6, total: 6, error: null })
      const root = exportFolder(projectId, release.id, format)
      const first = await bytesUnder(root)
      expect(exported.files.map(({ name }) => name)).toContain('SHA256SUMS')
      await rm(root, { recursive: true })
      await retryExport(admin, exported.id)
      expect(await beginExport({ exportId: exported.id, attempt: 2 })).toBe(true)
      await writeExport({ exportId: exported.id, attempt: 2 })
      expect(await bytesUnder(root)).toEqual(first)
    },
  )

  test('a cancelled export stops, keeps what is whole, and goes on when asked again', async () => {
    await makeSamples(3)
    const release = await seal()
    const exportId = await startExport(admin, release.id, 'parquet')
    await beginExport({ exportId, attempt: 1 })
    await cancelExport(admin, exportId)
    await expect(cancelExport(admin, exportId)).rejects.toMatchObject({ code: 'conflict' })
    // The thread that still writes for the old attempt changes nothing.
    await writeExport({ exportId, attempt: 1 })
    expect((await listExports(admin, release.id))[0]).toMatchObject({
      status: 'cancelled',
      files: [],
      zipUrl: null,
    })
    expect(await startExport(admin, release.id, 'parquet')).toBe(exportId)
    expect(await beginExport({ exportId, attempt: 1 })).toBe(false)
    expect(await beginExport({ exportId, attempt: 2 })).toBe(true)
    expect(await writeExport({ exportId, attempt: 2 })).toBe('done')
    expect(await startExport(admin, release.id, 'parquet')).toBe(exportId)
    expect(await db().releaseExport.count({ where: { releaseId: release.id } })).toBe(1)
  })

  test('only a sealed release is exported', async () => {
    await makeSamples(1)
    const releaseId = await createRelease(admin, {})
    await expect(startExport(admin, releaseId, 'parquet')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('files come whole or by range, as attachments, and none but the export’s own', async () => {
    await makeSamples(2)
    const release = await seal()
    const exported = await exportAll(release.id, 'parquet')
    const shard = exported.files.find(({ name }) => name.endsWith('.parquet'))!
    const get = (name: string, headers = {}) =>
      serveExportFile(new Request('http://localhost/', { headers }), admin, exported.id, name)
    const whole = await get(shard.name)
    expect(whole.headers.get('content-type')).toBe('application/vnd.apache.parquet')
    expect(whole.headers.get('content-disposition')).toMatch(
      /^attachment; filename="train-00000-of-00001.parquet"$/,
    )
    const bytes = Buffer.from(await whole.arrayBuffer())
    expect(bytes.length).toBe(shard.size)
    const part = await get(shard.name, { range: 'bytes=4-9', 'if-range': `"${shard.sha256}"` })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(4, 10))
    expect((await get(shard.name, { range: 'bytes=4-9', 'if-range': '"other"' })).status).toBe(200)
    for (const name of ['../../../blobs', '../parquet/README.md', 'export.journal.json', '/etc/passwd'])
      await expect(get(name)).rejects.toMatchObject({ code: 'not-found' })
    await rm(exportFolder(projectId, release.id, 'parquet'), { recursive: true })
    await expect(get(shard.name)).rejects.toMatchObject({
      code: 'not-found',
      fix: expect.stringContaining('again'),
    })
  })

  test.each(['parquet', 'imagefolder'] as const)('a zip of the %s is the same each time', async (format) => {
    await makeSamples(3)
    const release = await seal()
    const exported = await exportAll(release.id, format)
    const zip = async () => {
      const response = await serveExportZip(new Request('http://localhost/'), admin, exported.id)
      expect(response.headers.get('content-disposition')).toContain(`v1.0-${format}.zip`)
      return Buffer.from(await response.arrayBuffer())
    }
    const first = await zip()
    expect(first.subarray(0, 2).toString()).toBe('PK')
    expect(first.includes('README.md')).toBe(true)
    expect((await zip()).equals(first)).toBe(true)
  })

  test('licences of images and models travel into every format', async () => {
    await makeSample(projectId, { name: 'boat', licence: 'CC-BY-4.0' })
    await makeSample(projectId, { name: 'car', licence: null })
    const release = await seal()
    await exportAll(release.id, 'imagefolder')
    const root = exportFolder(projectId, release.id, 'imagefolder')
    const read = (name: string) => readFile(path.join(root, name), 'utf8')
    const licences = await read('LICENSES.md')
    for (const name of ['CC-BY-4.0', 'not stated', 'openrail++']) expect(licences).toContain(name)
    expect(await read('ATTRIBUTION.jsonl')).toContain('"author":"Ada Lovelace"')
    const [row] = (await read('free-form/train/metadata.jsonl')).split('\n')
    expect(JSON.parse(row!)).toMatchObject({ image_licence: 'CC-BY-4.0', model_licences: 'openrail++' })
    expect(await readdir(path.join(root, 'free-form/train/00000'))).toHaveLength(4)
  })
})

describe('what the queue lost', () => {
  test('is put back from the rows, once, and only what is open', async () => {
    await makeSamples(1)
    const sealed = await seal()
    const releaseId = await createRelease(admin, {})
    const exportId = await startExport(admin, sealed.id, 'parquet')
    await db().outbox.deleteMany()
    await reconcileReleases(0)
    const put = await db().outbox.findMany({ where: { projectId }, select: { name: true, jobId: true } })
    expect(put).toEqual(
      expect.arrayContaining([
        { name: 'release.seal', jobId: `release.seal-${releaseId}-1` },
        { name: 'release.export', jobId: `release.export-${exportId}-1` },
      ]),
    )
    expect(put).toHaveLength(2)
    expect(await reconcileReleases(0)).toBe(0)
  })
})
