import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopes } from '../../../server/people/index.ts'
import { openStage, type Stage } from './api-stage.ts'

interface Operation {
  operationId?: string
  summary?: string
  security?: Record<string, string[]>[]
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[]
  requestBody?: { required?: boolean; content: Record<string, { schema?: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: unknown }> }>
}

describe('the description of the API', () => {
  let stage: Stage
  // biome-ignore lint/suspicious/noExplicitAny: looked into freely
  let document: any
  let operations: { method: string; path: string; operation: Operation }[]

  beforeAll(async () => {
    stage = await openStage()
    const response = await stage.app.request('/api/openapi.json')
    expect(response.status).toBe(200)
    document = await response.json()
    operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    )
  })
  afterAll(() => stage?.close())

  test('it is OpenAPI 3.1 with one kind of token', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.servers).toEqual([{ url: '/api', description: 'This server' }])
    expect(document.components.securitySchemes.bearerToken).toMatchObject({ type: 'http', scheme: 'bearer' })
  })

  test('every route of the app is in it, and it names no other', () => {
    const served = stage.app.routes
      .filter((route) => route.path.startsWith('/api/') && !['ALL'].includes(route.method))
      .map(
        (route) =>
          `${route.method.toLowerCase()} ${route.path.slice('/api'.length).replace(/:(\w+)/g, '{$1}')}`,
      )
    const described = operations.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(served)).toEqual(new Set(described))
    expect(described.length).toBeGreaterThanOrEqual(14)
  })

  test('every route has its own name, a summary, a scope that exists and described answers', () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
    for (const { path, method, operation } of operations) {
      const at = `${method} ${path}`
      expect(operation.summary, at).toMatch(/^\S.{8,}/)
      if (path === '/openapi.json') {
        expect(operation.security).toEqual([])
        continue
      }
      const [security] = operation.security!
      expect(scopes, at).toContain(security!.bearerToken![0])
      expect(Object.keys(operation.responses), at).toEqual(expect.arrayContaining(['401', '403', '500']))
      const good = Object.keys(operation.responses).filter((status) => status.startsWith('2'))
      // 202 beside 201: what was asked for may have to wait for somebody's word.
      expect(['200', '201', '202', '201,202'], at).toContain(good.join())
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(description, `${at} ${status}`).not.toBe('')
        const type = status.startsWith('2') ? 'application/json' : 'application/problem+json'
        expect(content?.[type]?.schema, `${at} ${status}`).toBeDefined()
      }
    }
  })

  test('only routes with a writing scope change anything', () => {
    for (const { method, operation, path } of operations) {
      const scope = operation.security?.[0]?.bearerToken?.[0]
      // A price is asked for with a body, and keeps nothing.
      if (method !== 'get' && path !== '/v1/forms/{slug}/price') expect(scope).toMatch(/:write$/)
      if (method === 'get' && scope) expect(scope).toMatch(/:read$/)
    }
  })

  test('every parameter of an address is declared', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path')
      expect(declared.map((one) => one.name)).toEqual(inPath)
      expect(declared.every((one) => one.required && one.schema)).toBe(true)
    }
  })

  test('every reference in it leads somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!)
    expect(references.length).toBeGreaterThan(0)
    for (const reference of references) {
      const target = reference
        .split('/')
        .slice(1)
        .reduce((at, key) => at?.[key], document)
      expect(target, reference).toBeDefined()
    }
  })

  test('bodies say that nothing else is accepted', () => {
    for (const { operation, path } of operations) {
      const schema = operation.requestBody?.content['application/json']?.schema as
        | { $ref?: string; additionalProperties?: boolean }
        | undefined
      if (!schema) continue
      const resolved = schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!] : schema
      expect(resolved.additionalProperties, path).toBe(false)
    }
  })
})
