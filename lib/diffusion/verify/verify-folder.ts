import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import { Kept, openCaseFolder, readRoles } from './case-folder'
import { Comparison, type Finding } from './comparison'
import type { Topic } from './topic'

export interface VerifiedCase extends Finding {
  readonly topic: string
  readonly name: string
}

export interface Verdict {
  readonly ok: boolean
  readonly cases: readonly VerifiedCase[]
  /** Topics that the folder has no cases of. */
  readonly skipped: readonly string[]
  /** Folders of cases that no topic here can check. */
  readonly unknown: readonly string[]
}

interface VerifyOptions {
  readonly topics: readonly Topic[]
  /** Only these topics; an unknown name is refused. */
  readonly only?: readonly string[]
  readonly signal?: AbortSignal
  readonly onCase?: (verified: VerifiedCase) => void
}

const foldersIn = async (dir: string): Promise<string[]> => {
  try {
    const entries = await readdir(dir, { withFileTypes: true })
    // Large folders of models are often links to where they lie.
    return entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}

const choose = (topics: readonly Topic[], only: readonly string[] | undefined): readonly Topic[] => {
  if (!only) return topics
  const names = topics.map(({ name }) => name)
  const wrong = only.find((name) => !names.includes(name))
  if (wrong === undefined) return topics.filter(({ name }) => only.includes(name))
  throw new ExemplarError('bad-input', `There is no topic “${wrong}”.`, {
    field: 'only',
    fix: `Choose among ${names.join(', ')}.`,
  })
}

const failed = (error: unknown): Finding => ({
  what: error instanceof Error ? error.message : String(error),
  error: Number.POSITIVE_INFINITY,
  tolerance: 0,
  ok: false,
})

/**
 * Checks every case of a folder of reference values, one after the other, in the order of the topics. A case that
 * throws fails alone; a topic whose lists cannot be read is one failed case.
 */
export const verifyFolder = async (root: string, options: VerifyOptions): Promise<Verdict> => {
  const { topics, only, signal, onCase } = options
  const chosen = choose(topics, only)
  const roles = await readRoles(root)
  const present = await foldersIn(path.join(root, 'cases'))
  const modelNames = await foldersIn(path.join(root, 'models'))
  const kept = new Kept()
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'exemplar-verify-'))
  const cases: VerifiedCase[] = []
  const report = (topic: string, name: string, finding: Finding): void => {
    const verified = { topic, name, ...finding }
    cases.push(verified)
    onCase?.(verified)
  }
  try {
    for (const topic of chosen) {
      if (!present.includes(topic.name)) continue
      try {
        const folder = await openCaseFolder({ root, topic: topic.name, roles, modelNames, scratch, kept })
        for (const { name, check } of await topic.cases(folder)) {
          signal?.throwIfAborted()
          const comparison = new Comparison()
          try {
            await check(comparison)
            report(topic.name, name, comparison.worst())
          } catch (error) {
            signal?.throwIfAborted()
            report(topic.name, name, failed(error))
          }
        }
      } catch (error) {
        signal?.throwIfAborted()
        report(topic.name, '*', failed(error))
      }
    }
  } finally {
    await kept.release()
    await rm(scratch, { recursive: true, force: true })
  }
  const known = new Set(topics.map(({ name }) => name))
  return {
    ok: cases.length > 0 && cases.every(({ ok }) => ok),
    cases,
    skipped: chosen.map(({ name }) => name).filter((name) => !present.includes(name)),
    unknown: present.filter((name) => !known.has(name)),
  }
}
