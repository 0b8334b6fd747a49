import { createHash } from 'node:crypto'

/**
 * The seed of one record in a run: the first 32 bits of md5(`<run seed>:<record idx>`). Of the record's own number and
 * nothing else, so that a shard, a resumed run and a whole run make the same candidates. SQL plans runs with the same
 * formula, see plan-run.ts.
 */
export const recordSeed = (runSeed: number, idx: bigint): number =>
  Number.parseInt(createHash('md5').update(`${runSeed}:${idx}`).digest('hex').slice(0, 8), 16)
