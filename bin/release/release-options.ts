import { InvalidArgumentError } from 'commander'
import type { ReleaseRulesInput } from '@/lib/pipeline/release'

/** What `release create` takes on the command line, as commander collects it. */
export interface RuleOptions {
  readonly rules?: ReleaseRulesInput
  readonly type?: string[]
  readonly cap?: Record<string, number>
  readonly min?: Record<string, number>
  readonly from?: string
  readonly to?: string
  readonly licence?: string[]
  readonly unlicensed: boolean
  readonly validation?: number
  readonly test?: number
  readonly anchor?: boolean
}

export const several = (value: string, before: string[] = []): string[] => [...before, value]

/** `add=500`, as often as wanted. */
export const numberByKey = (value: string, before: Record<string, number> = {}): Record<string, number> => {
  const [key, number] = value.split('=')
  if (!key || number === undefined || number.trim() === '' || !Number.isFinite(Number(number)))
    throw new InvalidArgumentError('It must look like add=500.')
  return { ...before, [key]: Number(number) }
}

/** The rules of a release, from `--rules` and what is said beside it. */
export const rulesOf = (options: RuleOptions): ReleaseRulesInput => ({
  ...options.rules,
  ...(options.type && { editTypes: options.type }),
  ...(options.cap && { caps: options.cap }),
  ...(options.min && { minima: options.min }),
  ...(options.from && { decidedFrom: options.from }),
  ...(options.to && { decidedTo: options.to }),
  ...(options.licence && { licences: options.licence }),
  ...(!options.unlicensed && { unlicensed: false }),
  ...((options.validation !== undefined || options.test !== undefined) && {
    splits: { validation: options.validation ?? 0, test: options.test ?? 0 },
  }),
  ...(options.anchor && { anchor: true }),
})
