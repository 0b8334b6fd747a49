import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeHome, removeHome } from './testing/installation'

const root = path.resolve(import.meta.dirname, '..')
// A file system of its own size can be mounted within namespaces, where the system allows them.
const inNamespace = ['--user', '--map-root-user', '--mount', 'sh', '-c']
const canMount = spawnSync('unshare', [...inNamespace, 'mount -t tmpfs none /mnt']).status === 0

test.skipIf(!canMount)('a full disk is named, with how much is free and needed', () => {
  const home = makeHome()
  try {
    const script = `mount -t tmpfs -o size=8m none ${home} && exec ${process.execPath} bin/start.mjs --no-demo`
    const { status, stderr } = spawnSync('unshare', [...inNamespace, script], {
      cwd: root,
      env: { NODE_ENV: 'test', PATH: process.env.PATH, EXEMPLAR_HOME: home, PORT: '39999' },
      encoding: 'utf8',
    })
    expect(stderr).toMatch(/The disk that holds .* is full: \d+ MB are free, at least 64 MB are needed/)
    expect(status).toBe(1)
  } finally {
    removeHome(home)
  }
})
