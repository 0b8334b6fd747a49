import type { CaseFolder } from './case-folder'
import type { Comparison } from './comparison'

/** One case of a topic. What `check` throws fails this case alone. */
export interface VerifyCase {
  readonly name: string
  check(comparison: Comparison): Promise<void> | void
}

/**
 * A folder of a fixtures folder's `cases/`, and how its cases are checked. `cases` reads the lists and does nothing
 * slow; models are opened by the cases themselves, through `CaseFolder.keep`, so that each is opened once.
 */
export interface Topic {
  readonly name: string
  cases(folder: CaseFolder): Promise<readonly VerifyCase[]>
}
