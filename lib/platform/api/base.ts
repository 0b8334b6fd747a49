import { oc } from '@orpc/contract'
import { z } from 'zod'

// What every stage's contract is made of. Browser-safe: no server code is imported here.

/** Who may call a route: anybody, anybody signed in, the site's admins, or members of the project from a role up. */
export type Access = 'public' | 'user' | 'site-admin' | 'rater' | 'reviewer' | 'admin'

export interface ApiMeta {
  readonly access: Access
}

/** Begins a route's contract with its policy. There is no default, so that none is open by accident. */
export const route = (access: Access) => oc.$meta<ApiMeta>({ access })

/** The input of every project route: its slug or id, from the path `/projects/{project}/…`. */
export const inProject = z.object({
  project: z.string().min(1).max(100).describe('The project’s slug or id.'),
})

/** Keyset paging: newest first unless a route says otherwise; `cursor` is the `next` of the page before. */
export const paging = {
  cursor: z
    .string()
    .max(200)
    .optional()
    .describe('The `next` of the page before; absent for the first page.'),
  limit: z.number().int().min(1).max(200).default(50),
}

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null at the end.'),
  })

export const id = z.uuid()

/** The address of a blob, relative to the site; immutable, so it may be cached for ever by who may see it. */
export const blobUrl = z.string()
