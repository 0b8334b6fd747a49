import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Pulled } from './pull-options'

/** The name of the file in which a pull notes what it brought. */
export const pullRecord = 'exemplar-pull.json'

export const writeRecord = async (to: string, pulled: Pulled): Promise<Pulled> => {
  await writeFile(path.join(to, pullRecord), `${JSON.stringify(pulled, null, 2)}\n`)
  return pulled
}
