import { type ImageFolderInput, imageFolderEntries, planFolder } from './image-folder'
import { type ManifestFile, manifestPath, renderManifest, renderSums, sumsPath } from './manifest'
import { rethrowAbort } from './rethrow-abort'
import type { ExportControl } from './row'
import type { Sink } from './sink'
import type { ReleaseSummary } from './summarise'
import { verifyFile, writeFile, writeText } from './write-file'

/**
 * Writes a release as a folder of pictures with metadata.jsonl. Continued after an interruption by calling it again:
 * pictures that are there with the right digest are kept.
 */
export async function exportImageFolder(
  input: ImageFolderInput & { readonly sink: Sink },
  control: ExportControl = {},
): Promise<{ readonly summary: ReleaseSummary; readonly files: readonly ManifestFile[] }> {
  const { sink, about } = input
  const { signal, onProgress } = control
  return rethrowAbort(signal, async () => {
    const plan = await planFolder(input, signal)
    const { summary } = plan
    await sink.remove(sumsPath)
    const files: ManifestFile[] = []
    let pictures = 0
    let bytes = 0
    for await (const { path, blob, open } of imageFolderEntries(input, plan, signal)) {
      signal?.throwIfAborted()
      const known = blob && { path, size: blob.size, sha256: blob.sha256 }
      const facts =
        known && (await verifyFile(sink, known, signal))
          ? known
          : await writeFile(sink, path, async (write) => {
              for await (const chunk of open()) {
                signal?.throwIfAborted()
                await write(chunk)
              }
            })
      files.push(facts)
      bytes += facts.size
      if (!blob) continue
      pictures++
      const rows = Math.floor((summary.rows * pictures) / summary.images)
      onProgress?.({ rows, totalRows: summary.rows, bytes, totalBytes: summary.bytes })
    }
    const manifest = await writeText(sink, manifestPath, renderManifest(about, summary, files))
    files.push(manifest)
    files.push(await writeText(sink, sumsPath, renderSums(files)))
    return { summary, files }
  })
}
