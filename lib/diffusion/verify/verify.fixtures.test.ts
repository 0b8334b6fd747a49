import { describe, expect, it } from 'vitest'
import { fixturesDir, needsFixtures } from '@/lib/imaging/testing/fixtures'
import { topics } from './topics'
import { verifyFolder } from './verify-folder'

describe.skipIf(!fixturesDir)(`the edit engine against the reference${needsFixtures}`, () => {
  it.each(topics.map(({ name }) => name))('%s: every case agrees', { timeout: 120_000 }, async (topic) => {
    const { cases, ok, skipped } = await verifyFolder(fixturesDir ?? '', { topics, only: [topic] })
    expect(cases.filter((c) => !c.ok)).toEqual([])
    expect(ok || skipped.includes(topic)).toBe(true)
  })
})
