import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import type { Sink, SinkFile } from './sink'

const temporary = '.part'

/** A sink in a directory, which is made when needed. Partial files end in `.part` and are never listed. */
export class DiskSink implements Sink {
  readonly root: string

  constructor(root: string) {
    this.root = resolve(root)
  }

  async create(path: string): Promise<SinkFile> {
    const target = this.locate(path)
    const partial = target + temporary
    await mkdir(dirname(target), { recursive: true })
    const file = await open(partial, 'w')
    return {
      write: async (chunk) => {
        // A single write may be short (a full disk, a signal): writeFile on a handle goes on to the end or throws.
        await file.writeFile(chunk)
      },
      commit: async () => {
        await file.datasync()
        await file.close()
        await rename(partial, target)
      },
      discard: async () => {
        await file.close()
        await rm(partial, { force: true })
      },
    }
  }

  async size(path: string): Promise<number | null> {
    const found = await stat(this.locate(path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
      throw error
    })
    return found?.isFile() ? found.size : null
  }

  read(path: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.locate(path), { highWaterMark: 1 << 20 })
  }

  async remove(path: string): Promise<void> {
    await rm(this.locate(path), { force: true })
  }

  async list(): Promise<readonly string[]> {
    const entries = await readdir(this.root, { recursive: true, withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      },
    )
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(temporary))
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(this.root.length + 1)
          .split(sep)
          .join('/'),
      )
      .sort()
  }

  private locate(path: string): string {
    const target = resolve(this.root, path)
    if (!target.startsWith(this.root + sep)) {
      throw new ExemplarError('bad-input', `The file ${path} would be written outside the export's folder.`, {
        field: 'path',
        fix: 'Use a relative path without “..”.',
      })
    }
    return target
  }
}

export const toFolder = (root: string): Sink => new DiskSink(root)
