import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readPrivate, writePrivate } from './home.mjs'
import { LaunchError } from './launch-error.mjs'
import { lockHolder, tryLock } from './lock.mjs'
import { endProcess } from './processes.mjs'

/**
 * Makes this process the one that runs a home, and ends what a killed predecessor left running.
 * `record` notes the address and the children for whoever comes next.
 */
export async function claimHome(home) {
  const lockFile = join(home, 'running.lock')
  const recordFile = join(home, 'running.json')
  const release = tryLock(lockFile)
  if (!release) {
    const address = readPrivate(recordFile)?.address ?? 'an address it has not opened yet'
    throw new LaunchError(
      `Exemplar already runs on this data: process ${lockHolder(lockFile)?.pid}, at ${address}`,
      `Stop it first (kill ${lockHolder(lockFile)?.pid}), or give this one its own data: EXEMPLAR_HOME=/another/folder npm start`,
    )
  }
  const left = readPrivate(recordFile)
  await Promise.all((left?.children ?? []).map((child) => endProcess(child, 3000)))
  return {
    record: (facts) => writePrivate(recordFile, facts),
    release() {
      rmSync(recordFile, { force: true })
      release()
    },
  }
}
