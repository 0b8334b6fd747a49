import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './home.mjs'

/** What each build is made of. Files at the root (configuration, package-lock.json) belong to both. */
const folders = {
  web: ['app', 'lib', 'messages', 'prisma/schema.prisma'],
  bundle: ['bin', 'lib', 'messages', 'workers', 'prisma/schema.prisma'],
}
const rootFiles =
  /^(package-lock\.json|tsconfig\.json|(next|postcss)\.config\.\w+|proxy\.ts|\w*instrumentation[\w-]*\.ts)$/
const irrelevant = /(\.test\.tsx?|\.md)$/

/** One hash over the names and contents of a build's sources; a few milliseconds. */
export function hashSources(build) {
  const files = [
    ...readdirSync(root).filter((name) => rootFiles.test(name)),
    ...folders[build].flatMap((folder) => listFiles(folder)),
  ].filter((file) => !irrelevant.test(file))
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    const content = readFileSync(join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function listFiles(path) {
  const full = join(root, path)
  try {
    return readdirSync(full, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        relative(root, join(entry.parentPath ?? entry.path, entry.name))
          .split(sep)
          .join('/'),
      )
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    if (error.code === 'ENOENT') return []
    throw error
  }
}
