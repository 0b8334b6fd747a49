import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { linesOfShard, readShard } from './shard'

test('every line is in exactly one shard, at its own place', async () => {
  const lines = Array.from({ length: 23 }, (_, at) => `{"global_idx": ${at}}`)
  const shards = await Promise.all(
    [1, 2, 3].map((index) => text(linesOfShard(Readable.from([lines.join('\n')]), { index, of: 3 }))),
  )
  const seen = shards.map((shard) => shard.split('\n').slice(0, lines.length))
  for (const [at, line] of lines.entries())
    expect(seen.map((shard) => shard[at]).sort()).toEqual(['', '', line])
})

test.each(['0/2', '3/2', '1', '1/0', 'a/b', '1/2/3'])('%s is no shard', (wrong) => {
  expect(() => readShard(wrong)).toThrow('i/n')
})
