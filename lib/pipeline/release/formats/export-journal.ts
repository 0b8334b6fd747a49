import { type ManifestFile, manifestPath } from './manifest'
import type { Sink } from './sink'
import { writeText } from './write-file'

const journalPath = 'export.journal.json'
const shardPath = /^data\/[a-z-]+\/[a-z]+-\d{5}-of-\d{5}\.parquet$/

/**
 * What an unfinished export has already written, kept beside the files until the manifest replaces it. A shard counts
 * only with the digest of its content, so that a journal of other rows or limits is harmless.
 */
export class ExportJournal {
  private readonly written = new Map<string, ManifestFile>()

  private constructor(private readonly sink: Sink) {}

  static async open(sink: Sink): Promise<ExportJournal> {
    const journal = new ExportJournal(sink)
    for (const path of [manifestPath, journalPath]) {
      for (const file of await readFiles(sink, path)) journal.written.set(file.path, file)
    }
    return journal
  }

  find(path: string, content: string): ManifestFile | null {
    const file = this.written.get(path)
    return file?.content === content ? file : null
  }

  async record(file: ManifestFile): Promise<void> {
    this.written.set(file.path, file)
    await writeText(this.sink, journalPath, JSON.stringify({ files: [...this.written.values()] }))
  }

  /**
   * Shards of an earlier plan which this one does not have, such as those of another total. Nothing but shards: the
   * folder is a person's, and a `release.json` in it may be anybody's.
   */
  strays(paths: ReadonlySet<string>): readonly string[] {
    return [...this.written.keys()].filter((path) => shardPath.test(path) && !paths.has(path))
  }

  close(): Promise<void> {
    return this.sink.remove(journalPath)
  }
}

async function readFiles(sink: Sink, path: string): Promise<readonly ManifestFile[]> {
  if ((await sink.size(path)) === null) return []
  const chunks: Uint8Array[] = []
  for await (const chunk of sink.read(path)) chunks.push(chunk)
  try {
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const files = (parsed as { files?: unknown } | null)?.files
    return Array.isArray(files) ? files.filter(isFile) : []
  } catch {
    // Not ours, or cut off by a full disk: then nothing counts as written and all of it is written again.
    return []
  }
}

function isFile(value: unknown): value is ManifestFile {
  const file = value as Partial<ManifestFile> | null
  return typeof file?.path === 'string' && typeof file.size === 'number' && typeof file.sha256 === 'string'
}
