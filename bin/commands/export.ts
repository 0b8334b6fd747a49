import path from 'node:path'
import { Command, Option } from 'commander'
import { type ExportFormat, findByVersion, toFolder, writeRelease } from '@/lib/pipeline/release'
import { systemActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { action, type Cli } from '../run-action'

interface ExportOptions {
  readonly project: string
  readonly format: ExportFormat
  readonly out: string
}

/** Writes straight into the folder, with the exporter of the worker; run again, it goes on where it stopped. */
const exportRelease = async (cli: Cli, version: string, options: ExportOptions): Promise<undefined> => {
  await cli.openDatabase()
  const project = await db().project.findUnique({ where: { slug: options.project } })
  if (!project) throw notFound(`project “${options.project}”`)
  const release = await findByVersion(systemActor(project.id), version)
  const out = path.resolve(options.out)
  const files = await writeRelease(release, options.format, toFolder(out), {
    signal: cli.signal,
    onProgress: ({ rows, totalRows }) => cli.progress.update('Exporting rows', rows, totalRows),
  })
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const result = {
    release: release.version,
    digest: release.digest,
    format: options.format,
    out,
    rows: release.rowCount,
    files: files.length,
    bytes,
  }
  cli.result(result, () => [
    `Exported ${result.rows} rows of ${result.release} to ${out}: ${result.files} files, ${bytes} bytes.`,
    'Check them with: sha256sum --check SHA256SUMS',
  ])
}

export const exportCommand = (): Command =>
  new Command('export')
    .argument('<release>', 'its version, v1.0')
    .requiredOption('--project <slug>', 'the project that it is of')
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices(['parquet', 'imagefolder'])
        .default('parquet'),
    )
    .requiredOption('--out <dir>', 'the folder; made when needed')
    .action(action(exportRelease))
