import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopes } from '../../../server/people/index.ts'
import { type Call, libraryText } from './api-stage.ts'
import { openPaidStage, type PaidStage } from './paid-stage.ts'

describe('who may ask the API what', () => {
  let stage: PaidStage
  let call: Call
  let stranger: Call
  let named: PaidStage['named']
  let everything: PaidStage['everything']

  beforeAll(async () => {
    stage = await openPaidStage()
    ;({ call, named, everything } = stage)
    stranger = await stage.as(stage.other)
  })
  afterAll(() => stage?.close())

  test.each([
    ['no token', {}],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a made-up token', { authorization: `Bearer counterfoil_${'a'.repeat(43)}` }],
    ['another scheme', { authorization: 'Basic b2ZmaWNlcjpwYXNz' }],
    ['SQL for a token', { authorization: "Bearer ' or 1=1 --" }],
    ['a token in a cookie', { cookie: 'token=x' }],
    ['a very long token', { authorization: `Bearer ${'a'.repeat(7000)}` }],
  ])('%s gets 401 and a challenge everywhere', async (_what, headers: Record<string, string>) => {
    const paths = [
      ...named.map(([method, path]) => [method, path]),
      ['GET', '/forms'],
      ['GET', '/nothing-here'],
      ['DELETE', '/forms'],
    ]
    for (const [method, path] of paths) {
      const answer = await stage.anonymous(method!, path!, undefined, headers)
      expect(answer.status, `${method} ${path}`).toBe(401)
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="counterfoil"/)
      expect(answer.json).toMatchObject({ status: 401, code: 'unauthorised' })
    }
  })

  test('a token in the address is not looked at', async () => {
    const { token } = await stage.as(stage.organisation)
    expect((await stage.anonymous('GET', `/forms?access_token=${token}`)).status).toBe(401)
  })

  test('a revoked token is no token', async () => {
    const revoked = await stage.as(stage.organisation)
    expect((await revoked('GET', '/forms')).status).toBe(200)
    await stage.house.people.tokens.revoke(stage.organisation.id, revoked.tokenId, 'system')
    expect((await revoked('GET', '/forms')).status).toBe(401)
  })

  test('a token with every scope but the one that is needed gets 403, and is told which', async () => {
    const routes = [
      ...named,
      ['PUT', '/forms/bulky-waste/draft', 'forms:write', {}],
      ['GET', '/payments', 'payments:read'],
      ['GET', '/submissions', 'submissions:read'],
      ['GET', '/deliveries', 'deliveries:read'],
    ] as typeof named
    for (const [method, path, scope, body] of routes) {
      const without = await stage.as(
        stage.organisation,
        scopes.filter((one) => one !== scope),
      )
      const answer = await without(method, path, body)
      expect(answer.status, `${method} ${path}`).toBe(403)
      expect(answer.headers.get('www-authenticate')).toContain(`scope="${scope}"`)
      expect(answer.json).toMatchObject({ code: 'not-allowed', detail: expect.stringContaining(scope) })
    }
  })

  test('to another organisation nothing of ours exists', async () => {
    const before = await everything()
    for (const [method, path, , body] of named) {
      const answer = await stranger(method, path, body)
      expect(answer.status, `${method} ${path}`).toBe(404)
      expect(answer.text).not.toMatch(/Ada Hill|Exampleshire/i)
    }
    for (const [path, list] of [
      ['/forms', 'forms'],
      ['/submissions', 'submissions'],
      ['/payments', 'payments'],
      ['/deliveries', 'deliveries'],
    ]) {
      expect((await stranger('GET', path!)).json[list!]).toEqual([])
    }
    expect((await stranger('GET', '/submissions?form=bulky-waste')).status).toBe(404)
    expect(await everything()).toBe(before)
  })

  test('its form of the same name is its own', async () => {
    expect(
      (await stranger('PUT', '/forms/bulky-waste/draft', libraryText('bulky-waste'))).json.revision,
    ).toBe(1)
    expect((await call('GET', '/forms/bulky-waste/draft')).headers.get('etag')).toBe('"1"')
  })
})
