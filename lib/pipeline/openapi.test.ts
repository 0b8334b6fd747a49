import { describe, expect, test } from 'vitest'
import { listRoutes } from '@/lib/platform/api/list-routes'
import { streamPolicies } from '@/lib/platform/api/stream-policies'
import { contract } from './contract'
import { openapi } from './openapi'
import { streamDocs } from './stream-docs'

const document = await openapi()
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation,
  })),
)
const named = (method: string, path: string) =>
  operations.find((one) => one.method === method && one.path === path)?.operation

describe('the OpenAPI document', () => {
  test('is of version 3.1 and names every route of the contract', () => {
    expect(document.openapi).toMatch(/^3\.1/)
    for (const { method, path, name } of listRoutes(contract))
      expect(named(method, path), `${name}: ${method} ${path}`).toMatchObject({ summary: expect.any(String) })
  })

  test('describes every route that streams', () => {
    for (const [file, methods] of Object.entries(streamPolicies)) {
      if (!file.startsWith('/api/v1/')) continue
      const path = file
        .slice('/api/v1'.length)
        .replaceAll(/\[(?:\.\.\.)?/g, '{')
        .replaceAll(']', '}')
      for (const method of Object.keys(methods)) {
        expect(named(method, path), `${method} ${path}`).toBeDefined()
        expect(streamDocs[path]?.[method], `lib/pipeline/stream-docs.ts: ${method} ${path}`).toBeDefined()
      }
    }
  })

  test('refers only to what it contains', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path = '']) => path,
    )
    expect(references.length).toBeGreaterThan(100)
    for (const path of new Set(references)) {
      const target = path
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
      expect(target, path).toBeDefined()
    }
  })

  test('has an id of its own for each operation', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('asks for no key where a route is open to anybody, and for one everywhere else', () => {
    for (const { method, path, access } of listRoutes(contract))
      expect(named(method, path)?.security, path).toEqual(access === 'public' ? [] : undefined)
    expect(document.security).toEqual([{ token: [] }, { session: [] }])
  })
})
