export type Role = 'rater' | 'reviewer' | 'admin'

export type PageKey =
  | 'work'
  | 'author'
  | 'desk'
  | 'catalog'
  | 'seeds'
  | 'expansion'
  | 'regions'
  | 'generation'
  | 'samples'
  | 'releases'
  | 'insight'
  | 'people'
  | 'jobs'
  | 'audit'
  | 'settings'

/** The stages, in the order in which work flows through them. */
export const stagePages = [
  'catalog',
  'seeds',
  'expansion',
  'regions',
  'generation',
  'samples',
  'releases',
] as const
const runningPages = ['insight', 'people', 'jobs', 'audit', 'settings'] as const

/** What waits at a page. A string is shown as it is (`v0.3`); `active` marks the place where work is going on. */
export interface PageCount {
  readonly waiting: number | string
  readonly active?: boolean
}

export type PageCounts = Partial<Record<PageKey, PageCount>>

const raterPages: readonly PageKey[] = ['work', 'author', 'desk']
const reviewerPages: readonly PageKey[] = [...raterPages, 'seeds', 'samples']

/** The pages of a role in groups: one for people who do the work, two (stages, running the project) for admins. */
export const pagesFor = (role: Role): readonly (readonly PageKey[])[] =>
  role === 'admin' ? [stagePages, runningPages] : [role === 'reviewer' ? reviewerPages : raterPages]

/** Pages on which the picture has the whole window: no rail beside it, whatever the role. */
const fullPages = new Set(['author', 'desk', 'mask'])

/** `/p/<project>/<page>/…` → `<page>`. */
export const pageOf = (pathname: string): string | undefined => pathname.split('/')[3]

export const isFullPage = (page: string | undefined): boolean => page !== undefined && fullPages.has(page)
