import { z } from 'zod'
import { ExemplarError } from '@/lib/platform/errors'
import type { ExpectedFile } from './expected-file'
import { type Patience, persist, requireAnswer } from './request'

/** A repository of a hub that speaks Hugging Face's protocol. */
export interface HubRepository {
  /** `stabilityai/sdxl-turbo`. */
  readonly name: string
  /** A branch, a tag or a commit. */
  readonly revision: string
  /** Without a slash at its end. */
  readonly endpoint: string
  readonly token?: string | undefined
}

export interface RepositoryListing {
  /** The revision's commit; null where the hub does not tell. */
  readonly commit: string | null
  readonly files: readonly ExpectedFile[]
}

const entry = z.object({
  type: z.string(),
  path: z.string(),
  size: z.number().int().nonnegative().default(0),
  oid: z.string().optional(),
  lfs: z.object({ oid: z.string(), size: z.number().int().nonnegative() }).optional(),
})

const commitHash = /^[0-9a-f]{40}$/
/** A hub that never ends its list is broken. */
const pagesAtMost = 10_000

export const hubHeaders = ({ token }: Pick<HubRepository, 'token'>): Record<string, string> => ({
  'user-agent': 'exemplar',
  ...(token && { authorization: `Bearer ${token}` }),
})

const inUrl = (text: string): string => text.split('/').map(encodeURIComponent).join('/')

/** Where a file's bytes are. */
export const fileUrl = ({ name, endpoint }: HubRepository, commit: string, path: string): string =>
  `${endpoint}/${inUrl(name)}/resolve/${encodeURIComponent(commit)}/${inUrl(path)}`

/** Refuses what would be written outside of the folder, or over what we write ourselves. */
const requireInside = (path: string): string => {
  const parts = path.split('/')
  const isInside =
    path !== '' &&
    !/[\\\0:]/.test(path) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..') &&
    !path.endsWith('.part')
  if (isInside) return path
  throw new ExemplarError(
    'refused',
    `The repository lists a file “${path}”, which does not lie inside of it.`,
    {
      field: path,
      fix: 'Do not use this repository.',
    },
  )
}

const expectedOf = ({ path, size, oid, lfs }: z.infer<typeof entry>): ExpectedFile => ({
  path: requireInside(path),
  size: lfs?.size ?? size,
  sha256: lfs ? lfs.oid.replace(/^sha256:/, '') : null,
  gitBlob: !lfs && oid && commitHash.test(oid) ? oid : null,
})

/** The address of the next page in a `Link` header, if any. */
const nextPage = (link: string | null, from: string): string | null => {
  const found = link?.match(/<([^>]+)>\s*;[^,]*\brel="?next"?/)
  return found?.[1] ? new URL(found[1], from).href : null
}

/**
 * Lists all files of a revision, and resolves the revision to its commit, so that a branch that moves meanwhile does
 * not mix two versions. Errors: `not-found`, `forbidden`, `unavailable`, `refused` for paths that lead outside.
 */
export const listRepository = async (
  repository: HubRepository,
  patience: Patience,
  signal?: AbortSignal,
): Promise<RepositoryListing> => {
  const { name, revision, endpoint } = repository
  const what = `the repository ${name} at ${revision}`
  const get = (url: string) =>
    persist(
      what,
      async () => {
        const limit = AbortSignal.timeout(patience.stallMs)
        const response = await fetch(url, {
          // A page elsewhere must not get the token.
          headers: new URL(url).origin === new URL(endpoint).origin ? hubHeaders(repository) : {},
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        })
        requireAnswer(response, what)
        return { headers: response.headers, body: (await response.json()) as unknown }
      },
      patience,
      signal,
    )

  const api = `${endpoint}/api/models/${inUrl(name)}`
  const commit = commitHash.test(revision)
    ? revision
    : await get(`${api}/revision/${encodeURIComponent(revision)}`).then(
        ({ body }) => z.object({ sha: z.string() }).safeParse(body).data?.sha ?? null,
        (error: unknown) => {
          // A mirror may serve files without this call; then the list itself says whether the revision is there.
          if (error instanceof ExemplarError && error.code === 'not-found') return null
          throw error
        },
      )

  const files: ExpectedFile[] = []
  let told: string | null = null
  let url: string | null = `${api}/tree/${encodeURIComponent(commit ?? revision)}?recursive=true`
  for (let page = 0; url !== null; page++) {
    if (page >= pagesAtMost) throw new ExemplarError('unavailable', `The list of ${what} does not end.`)
    const { headers, body }: Awaited<ReturnType<typeof get>> = await get(url)
    const parsed = z.array(entry).safeParse(body)
    if (!parsed.success)
      throw new ExemplarError('unavailable', `${endpoint} does not list ${what} as a model hub does.`, {
        field: 'endpoint',
        fix: 'Check HF_ENDPOINT or --endpoint.',
      })
    files.push(...parsed.data.filter(({ type }) => type === 'file').map(expectedOf))
    told ??= headers.get('x-repo-commit')
    url = nextPage(headers.get('link'), url)
  }
  return { commit: commit ?? told, files }
}
