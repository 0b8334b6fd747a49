import { createReadStream } from 'node:fs'
import { link, open, realpath, rename, rm } from 'node:fs/promises'
import { ExemplarError } from '@/lib/platform/errors'
import { digestFile, type ExpectedFile, FileDigest } from './expected-file'
import { stopIfCancelled } from './request'

/** What git leaves in place of a large file that was never fetched. */
const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\//

/**
 * Brings a file of this machine to `target`: on the same disk as one more name of the same file (a hard link, never a
 * symbolic one, which onnxruntime refuses for external data), else as a copy that is whole or not there. Links that
 * lead to the file are followed, which is how the hub's own cache is made. Returns the sha256.
 */
export const copyFile = async (
  source: string,
  target: string,
  file: ExpectedFile,
  {
    signal,
    onBytes,
  }: { readonly signal?: AbortSignal | undefined; readonly onBytes: (delta: number) => void },
): Promise<string> => {
  const real = await realpath(source)
  const handle = await open(real)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    if (pointer.test(buffer.toString('latin1', 0, bytesRead)))
      throw new ExemplarError('bad-input', `${source} is only git’s pointer to the file.`, {
        field: file.path,
        fix: 'Fetch the large files first: git lfs pull',
      })
  } finally {
    await handle.close()
  }
  const digest = new FileDigest(file)
  const part = `${target}.part`
  await rm(part, { force: true })
  const linked = await link(real, part).then(
    () => true,
    () => false, // another disk, or one that knows no hard links
  )
  if (linked) {
    onBytes(await digestFile(part, digest, signal))
  } else {
    const out = await open(part, 'w')
    try {
      for await (const chunk of createReadStream(real, { highWaterMark: 1 << 20 })) {
        stopIfCancelled(signal)
        digest.update(chunk as Buffer)
        await out.writeFile(chunk as Buffer)
        onBytes((chunk as Buffer).length)
      }
      await out.sync()
    } finally {
      await out.close()
    }
  }
  await rename(part, target)
  return digest.end().sha256
}
