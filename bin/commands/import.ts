import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Command, Option } from 'commander'
import {
  findImport,
  type ImportKind,
  importRuns,
  listImportItems,
  receiveManifest,
  startImport,
  viewImport,
} from '@/lib/pipeline/catalog'
import { handlers } from '@/lib/pipeline/handlers'
import { type ProjectActor, systemActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { work } from '@/lib/platform/queue/work'
import { controlRun } from '@/lib/platform/runs/control-run'
import { closeThreads } from '@/lib/platform/threads/run-in-thread'
import { exitCodes } from '../exit-codes'
import { action, type Cli } from '../run-action'

interface ImportOptions {
  readonly project: string
  readonly images?: string
  readonly licence?: string
  readonly attribution?: string
  readonly kind?: ImportKind
}

const kindOfFile: Readonly<Record<string, ImportKind>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
}

const kindOf = async (source: string, wanted: ImportKind | undefined): Promise<ImportKind> => {
  const found = await stat(source).catch(() => {
    throw new ExemplarError('not-found', `There is no file or folder ${source}.`, { field: 'source' })
  })
  const kind = found.isDirectory() ? 'folder' : (wanted ?? kindOfFile[path.extname(source).toLowerCase()])
  if (!kind)
    throw new ExemplarError('bad-input', `What ${source} holds cannot be told from its name.`, {
      field: 'source',
      fix: 'Name it with --kind csv, jsonl or ultraedit.',
    })
  return kind
}

/** A list's relative paths lie beside it, unless --images says otherwise. */
const start = async (actor: ProjectActor, source: string, options: ImportOptions): Promise<string> => {
  const kind = await kindOf(source, options.kind)
  const isFolder = kind === 'folder'
  const { id } = await startImport(actor, {
    kind,
    name: path.basename(path.resolve(source)),
    ...(isFolder && { folder: path.resolve(source) }),
    ...(!isFolder && {
      imagesFrom: { kind: 'folder', path: path.resolve(options.images ?? path.dirname(source)) },
    }),
    ...(options.licence && { licence: options.licence }),
    ...(options.attribution && { attribution: options.attribution }),
  })
  if (!isFolder) await receiveManifest(actor, id, createReadStream(source))
  return id
}

const pollMs = 300
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Follows an import to its end. Ctrl-C cancels it: what is in stays, and nothing goes on behind one's back. */
const follow = async (cli: Cli, actor: ProjectActor, id: string) => {
  for (;;) {
    if (cli.signal.aborted) {
      await controlRun(actor, importRuns, id, 'cancel').catch(() => {})
      cli.signal.throwIfAborted()
    }
    const run = await viewImport(await findImport(db(), actor, id))
    const ended = run.done + run.failed + run.refused
    cli.progress.update('Importing', ended, run.status === 'queued' ? null : run.total)
    if (['done', 'failed', 'cancelled'].includes(run.status)) return run
    await wait(pollMs)
  }
}

const importSource = async (cli: Cli, source: string, options: ImportOptions): Promise<number> => {
  await cli.openDatabase()
  const project = await db().project.findUnique({ where: { slug: options.project } })
  if (!project) throw notFound(`project “${options.project}”`)
  const actor = systemActor(project.id)
  // This process works too, so that an import needs no server to be running.
  const working = await work(handlers, {
    light: 2,
    pixels: env().EXEMPLAR_THREADS + 1,
    language: 0,
    export: 0,
  })
  try {
    const run = await follow(cli, actor, await start(actor, source, options))
    const bad = run.failed + run.refused
    const failures =
      bad > 0 ? (await listImportItems(actor, { id: run.id, filter: 'failed', limit: 200 })).items : []
    cli.result(
      {
        id: run.id,
        status: run.status,
        imported: run.done - run.duplicates,
        duplicates: run.duplicates,
        failed: bad,
        ...(run.error && { error: run.error }),
        failures: failures.map(({ position, origin, field, error, fix }) => ({
          position,
          origin,
          field,
          error,
          fix,
        })),
      },
      () => [
        ...failures.map(
          (item) => `${item.position}\t${item.origin}\t${item.error}${item.fix ? ` ${item.fix}` : ''}`,
        ),
        ...(run.error ? [run.error] : []),
        `Imported ${run.done - run.duplicates}, duplicates ${run.duplicates}, not usable ${bad}.`,
      ],
    )
    return run.status === 'failed' ? exitCodes.badInput : bad > 0 ? exitCodes.refused : exitCodes.done
  } finally {
    await working.stop()
    await closeThreads()
  }
}

export const importCommand = (): Command =>
  new Command('import')
    .argument('<source>', 'a folder, a .csv or a .jsonl file')
    .requiredOption('--project <slug>', 'the project that gets them')
    .option('--images <dir>', 'where a list’s relative paths lie; default: beside the list')
    .option('--licence <licence>', 'for images that do not name theirs, an SPDX id where there is one')
    .option('--attribution <text>', 'for images that do not name theirs')
    .addOption(new Option('--kind <kind>', 'what the list is').choices(['csv', 'jsonl', 'ultraedit']))
    .action(action(importSource))
