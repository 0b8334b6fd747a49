import type { Access } from './base'

/** Who may call the routes that are not in the contract, by route file and method. */
export const streamPolicies: Readonly<Record<string, Readonly<Record<string, Access>>>> = {
  '/api/health': { GET: 'public' },
  '/api/auth/[...nextauth]': { GET: 'public', POST: 'public' },
  '/api/v1/openapi.json': { GET: 'public' },
  '/api/v1/projects/[project]/blobs/[sha256]': { GET: 'rater', HEAD: 'rater' },
  '/api/v1/projects/[project]/exports/[id]/files/[...path]': { GET: 'reviewer', HEAD: 'reviewer' },
  '/api/v1/projects/[project]/exports/[id]/zip': { GET: 'reviewer', HEAD: 'reviewer' },
  '/api/v1/projects/[project]/events': { GET: 'rater' },
  '/api/v1/projects/[project]/imports/[id]/files/[position]': { PUT: 'admin' },
  '/api/v1/projects/[project]/imports/[id]/manifest': { PUT: 'admin' },
  '/api/v1/projects/[project]/work-time': { GET: 'admin' },
}
