import { readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './home.mjs'

// Builds are synchronous: esbuild's asynchronous ones leave its service process running for as long as we do.

const settings = {
  absWorkingDir: root,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  tsconfig: 'tsconfig.json',
  sourcemap: true,
  logLevel: 'error',
}

/** Every program of ours that Node runs outside of Next: one self-contained file each, packages left where they are. */
function options() {
  const entries = [
    ['worker', 'workers/main.ts'],
    ['device', 'workers/device.ts'],
    ['cli', 'bin/cli.ts'],
    // Beside cli.mjs, since modules find threads and migrations from where their bundle lies.
    ...listNames('bin/commands').map((name) => [`command-${name}`, `bin/commands/${name}.ts`]),
    ...listNames('workers/threads').map((name) => [`threads/${name}`, `workers/threads/${name}.ts`]),
  ]
  return { ...settings, entryPoints: Object.fromEntries(entries) }
}

const listNames = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => basename(name, '.ts'))

/** Bundles in place, since a running product may be about to load a thread from there; what has no source goes. */
export async function bundle() {
  const esbuild = await loadEsbuild()
  const { metafile } = esbuild.buildSync({ ...options(), metafile: true })
  const made = new Set(Object.keys(metafile.outputs).map((file) => join(root, file)))
  for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name)
    if (entry.isFile() && /\.mjs(\.map)?$/.test(file) && !made.has(file)) rmSync(file)
  }
}

/** Bundles one more program, `dist/<name>.mjs`, and returns its path. */
export async function bundleInto(name, file) {
  const esbuild = await loadEsbuild()
  esbuild.buildSync({ ...settings, entryPoints: { [name]: file } })
  return join(root, 'dist', `${name}.mjs`)
}

/** Bundles now and after every change; `onBuilt` gets the errors of each time. Resolves to how to stop. */
export async function watchBundle(onBuilt) {
  const esbuild = await loadEsbuild()
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const tell = { name: 'tell', setup: (plugin) => plugin.onEnd(({ errors }) => onBuilt(errors)) }
  const context = await esbuild.context({ ...options(), plugins: [tell] })
  await context.watch()
  return () => context.dispose()
}

function loadEsbuild() {
  return import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('esbuild')).href)
}
