import path from 'node:path'

/**
 * A file among the bundles, `dist/<name>`: beside the bundle that runs now, one folder above it (benches), or, where
 * the source itself runs as in tests, in the project's dist. Asked only when one is wanted: the web process, whose
 * bundler knows no `import.meta.dirname`, may load this module too.
 */
export const bundleFile = (name: string): string => {
  const here = import.meta.dirname
  if (path.basename(here) === 'dist') return path.join(here, name)
  if (path.basename(path.dirname(here)) === 'dist') return path.join(here, '..', name)
  return path.resolve(here, '../../dist', name)
}
