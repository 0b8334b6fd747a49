import type { OpenAPI } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { Access } from '@/lib/platform/api/base'
import { listRoutes } from '@/lib/platform/api/list-routes'
import { streamPolicies } from '@/lib/platform/api/stream-policies'
import { errorCodes, httpStatus } from '@/lib/platform/errors'
import { contract } from './contract'
import { streamDocs } from './stream-docs'

const who: Record<Access, string> = {
  public: 'Open to anybody.',
  user: 'For anybody signed in.',
  'site-admin': 'For the admins of the installation.',
  rater: 'For every member of the project.',
  reviewer: 'For reviewers and admins of the project.',
  admin: 'For admins of the project.',
}

const problem: OpenAPI.SchemaObject = {
  type: 'object',
  required: ['code', 'status', 'message', 'data'],
  properties: {
    defined: { type: 'boolean' },
    code: { type: 'string', enum: [...errorCodes] },
    status: { type: 'integer', enum: [...new Set(Object.values(httpStatus))].sort() },
    message: { type: 'string', description: 'What happened, in one sentence for people.' },
    data: {
      type: 'object',
      properties: {
        field: { type: 'string', description: 'The input at fault: `caption`, `rules.perType.add`.' },
        fix: { type: 'string', description: 'What to do about it.' },
        detail: { type: 'object', description: 'More for programs: `{ yours, theirs }` of a conflict.' },
        issues: {
          type: 'array',
          items: {
            type: 'object',
            properties: { field: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
  },
}

const refusals = (access: Access, inProject: boolean): OpenAPI.ResponsesObject => {
  const refused = { $ref: '#/components/responses/Problem' }
  return {
    400: refused,
    ...(access !== 'public' && { 401: refused, 403: refused }),
    ...(inProject && { 404: refused }),
  }
}

/** Says who may call an operation, and how they say who they are. */
const addPolicy = (operation: OpenAPI.OperationObject, access: Access, path: string): void => {
  operation.description = [operation.description, who[access]].filter(Boolean).join('\n\n')
  if (access === 'public') operation.security = []
  operation.responses = { ...operation.responses, ...refusals(access, path.includes('{project}')) }
}

const addStreams = (document: OpenAPI.Document): void => {
  for (const [file, methods] of Object.entries(streamPolicies)) {
    if (!file.startsWith('/api/v1/')) continue
    const path = file
      .slice('/api/v1'.length)
      .replaceAll(/\[(?:\.\.\.)?/g, '{')
      .replaceAll(']', '}')
    for (const [method, access] of Object.entries(methods)) {
      const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
        name,
        in: 'path' as const,
        required: true,
        schema: { type: 'string' as const },
      }))
      const operation: OpenAPI.OperationObject = {
        operationId: `${method.toLowerCase()}${path.replace(/[^a-z0-9]+/gi, '.')}`,
        parameters,
        responses: { 200: { description: 'Done.' } },
        ...streamDocs[path]?.[method],
      }
      addPolicy(operation, access, path)
      document.paths ??= {}
      document.paths[path] = { ...document.paths[path], [method.toLowerCase()]: operation }
    }
  }
}

const make = async (): Promise<OpenAPI.Document> => {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: {
      title: 'Exemplar',
      version: '1',
      description:
        'All that the screens do. Send a personal token as `Authorization: Bearer exm_…`; make one on your account page. Lists are paged by `cursor`; the `next` of a page is the cursor of the one after it.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }, { session: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal token, with scope read or write.' },
        session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token' },
      },
      schemas: { Problem: problem },
      responses: {
        Problem: {
          description: 'Why it was refused; nothing was changed.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  })
  for (const { path, method, access } of listRoutes(contract)) {
    const operation = (document.paths?.[path] as Record<string, OpenAPI.OperationObject> | undefined)?.[
      method.toLowerCase()
    ]
    if (operation) addPolicy(operation, access, path)
  }
  addStreams(document)
  return document
}

let made: Promise<OpenAPI.Document> | undefined

/** The OpenAPI 3.1 document of the whole API, made once from the contract. */
export const openapi = (): Promise<OpenAPI.Document> => {
  made ??= make()
  return made
}
