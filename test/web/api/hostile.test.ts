import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, libraryText, openStage } from './api-stage.ts'
import { openPaidStage, type PaidStage } from './paid-stage.ts'

describe('what is sent to the API with bad intent', () => {
  let stage: PaidStage
  let call: Call
  let reference: string
  let paymentId: string
  let deliveryId: string
  let everything: PaidStage['everything']

  beforeAll(async () => {
    stage = await openPaidStage()
    ;({ call, reference, paymentId, deliveryId, everything } = stage)
  })
  afterAll(() => stage?.close())

  const forbidden = [
    'id',
    'organisationId',
    'organisation_id',
    'organisation',
    'tenant',
    'actor',
    'token',
    'tokenId',
    'scopes',
    'roles',
    'version',
    'number',
    'publishedAt',
    'publishedBy',
    'slug',
    'liveVersionId',
    'state',
    'status',
    'finished',
    'amount',
    'amountPence',
    'total',
    'totalPence',
    'price',
    'pence',
    'lines',
    'fees',
    'pricing',
    'constructor',
    'prototype',
    '__proto__',
    'toString',
  ]

  test.each(forbidden)('the key ‘%s’ is refused in every body and changes nothing', async (key) => {
    const before = await everything()
    const bodies: [string, string, string][] = [
      ['POST', '/forms/bulky-waste/publication', '"note": "x"'],
      ['POST', '/forms/bulky-waste/price', '"answers": {"items": [{"item": "bath", "quantity": 1}]}'],
      ['POST', `/payments/${paymentId}/check`, '"x": 1'],
      // Twice the same key in JSON: the last one counts, and is no list of lines.
      ['POST', `/payments/${paymentId}/refunds`, '"reason": "x", "lines": [{"line": 1, "pence": 1}]'],
      ['POST', `/payments/${paymentId}/refunds`, '"reason": "x", "everything": true'],
      ['POST', `/deliveries/${deliveryId}/replay`, '"x": 1'],
    ]
    for (const [method, path, good] of bodies) {
      const answer = await call(method, path, `{${good}, ${JSON.stringify(key)}: 1}`)
      expect(answer.status, `${method} ${path} ${answer.text}`).toBe(422)
    }
    const priced = await call('POST', '/forms/bulky-waste/price', `{"answers": {${JSON.stringify(key)}: 1}}`)
    expect(priced.status, priced.text).toBe(422)
    expect(await everything()).toBe(before)
  })

  test('200 random amounts and price fields, anywhere in the body, change no price and nothing that is kept', async () => {
    const before = await everything()
    const answers = { items: [{ item: 'bath', quantity: 1 }] }
    const asked = { answers, on: '2026-11-22' }
    const good = (await call('POST', '/forms/bulky-waste/price', asked)).json
    const name = fc.constantFrom(
      'amount',
      'amountPence',
      'total',
      'totalPence',
      'price',
      'pence',
      'fees',
      'upTo3',
      'discount',
      'lines',
      '$count',
      'count',
    )
    const amount = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.string(),
      fc.constantFrom(0, -1, 1e308, '0', 'NaN', null, true),
      fc.array(fc.integer()),
      fc.record({ pence: fc.integer() }),
    )
    const place = fc.constantFrom('body', 'answers', 'item', 'query')
    await fc.assert(
      fc.asyncProperty(name, amount, place, async (key, value, where) => {
        const field = { [key]: value }
        const body =
          where === 'body'
            ? { ...asked, ...field }
            : where === 'answers'
              ? { ...asked, answers: { ...answers, ...field } }
              : where === 'item'
                ? { ...asked, answers: { items: [{ item: 'bath', quantity: 1, ...field }] } }
                : asked
        const query = where === 'query' ? `?${new URLSearchParams({ [key]: JSON.stringify(value) })}` : ''
        const answer = await call('POST', `/forms/bulky-waste/price${query}`, body)
        if (answer.status === 200) expect(answer.json).toEqual(good)
        else expect(answer.status, answer.text).toBe(422)
      }),
      { numRuns: 200 },
    )
    expect(await everything()).toBe(before)
  })

  test.each([
    ['quantity', -1],
    ['quantity', 0],
    ['quantity', 1.5],
    ['quantity', '1'],
    ['quantity', 1e9],
    ['quantity', null],
    ['quantity', [1]],
    ['item', 'gold'],
    ['item', { '': 1 }],
  ])('an item whose %s is %j is refused with a pointer', async (key, value) => {
    const answers = { items: [{ item: 'bath', quantity: 1, [key]: value }] }
    const refused = await call('POST', '/forms/bulky-waste/price', { answers })
    expect(refused.status, refused.text).toBe(422)
    expect(refused.json.problems[0].pointer).toBe('/answers/items')
  })

  test.each<[string, unknown, number, Record<string, string>?]>([
    ['no body', undefined, 422],
    ['half a body', '{"note": ', 400],
    ['a text', '"note"', 422],
    ['a list', [], 422],
    ['nothing in it', {}, 422],
    ['a number for a text', { note: 5 }, 422],
    ['an empty note', { note: '   ' }, 422],
    ['a note of NUL', { note: 'a\u0000b' }, 422],
    ['a very long note', { note: 'x'.repeat(2001) }, 422],
    ['a mode that is none', { note: 'x', mode: 'free' }, 422],
    ['a revision that is none', { note: 'x', revision: 1.5 }, 422],
    ['a huge revision', { note: 'x', revision: 1e15 }, 422],
    ['a form', 'note=x', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['XML', '<note/>', 415, { 'content-type': 'application/xml' }],
    ['a body that is too large', { note: 'x'.repeat(300_000) }, 413],
  ])('a publication with %s is refused', async (_what, body, status, headers) => {
    const before = await everything()
    const answer = await call('POST', '/forms/bulky-waste/publication', body, headers)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await everything()).toBe(before)
  })

  test.each<[string, unknown, number, string?]>([
    ['no body', undefined, 422],
    ['nothing in it', {}, 422, '/reason'],
    ['no reason', { everything: true }, 422, '/reason'],
    ['an empty reason', { everything: true, reason: ' ' }, 422, '/reason'],
    ['a reason of NUL', { everything: true, reason: 'a\u0000b' }, 422, '/reason'],
    ['a very long reason', { everything: true, reason: 'x'.repeat(501) }, 422, '/reason'],
    ['a card number as its reason', { everything: true, reason: 'To 4111 1111 1111 1111' }, 422, '/reason'],
    ['neither lines nor everything', { reason: 'x' }, 422, ''],
    ['both', { reason: 'x', everything: true, lines: [{ line: 1, pence: 1 }] }, 422, ''],
    ['everything that is not', { reason: 'x', everything: false }, 422, '/everything'],
    ['no lines', { reason: 'x', lines: [] }, 422, '/lines'],
    ['a line of nothing', { reason: 'x', lines: [{ line: 1, pence: 0 }] }, 422, '/lines/0/pence'],
    ['a negative line', { reason: 'x', lines: [{ line: 1, pence: -100 }] }, 422, '/lines/0/pence'],
    ['part of a penny', { reason: 'x', lines: [{ line: 1, pence: 1.5 }] }, 422, '/lines/0/pence'],
    ['pounds', { reason: 'x', lines: [{ line: 1, pence: '1.00' }] }, 422, '/lines/0/pence'],
    [
      'an amount that is too large',
      { reason: 'x', lines: [{ line: 1, pence: 1e15 }] },
      422,
      '/lines/0/pence',
    ],
    ['a line that is none', { reason: 'x', lines: [{ line: 7, pence: 1 }] }, 422, '/lines/0'],
    [
      'a line twice',
      {
        reason: 'x',
        lines: [
          { line: 1, pence: 1 },
          { line: 1, pence: 1 },
        ],
      },
      422,
      '/lines/0',
    ],
    ['more than is left', { reason: 'x', lines: [{ line: 1, pence: 2401 }] }, 409],
    ['another sum than is left', { reason: 'x', everything: true, leftPence: 2500 }, 409],
    ['a sum that is none', { reason: 'x', everything: true, leftPence: -1 }, 422, '/leftPence'],
    ['a body that is too large', { reason: 'x'.repeat(300_000) }, 413],
  ])('a refund with %s is refused and changes nothing', async (_what, body, status, pointer) => {
    const before = await everything()
    const answer = await call('POST', `/payments/${paymentId}/refunds`, body)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    if (pointer !== undefined) expect(answer.json.problems[0].pointer).toBe(pointer)
    expect(answer.text).not.toContain('4111')
    expect(await everything()).toBe(before)
  })

  test('200 random refunds never give back more than was paid, and nothing that is no refund is kept', async () => {
    const { payments } = stage.house
    const body = fc.record(
      {
        reason: fc.oneof(fc.constant('x'), fc.string(), fc.integer()),
        lines: fc.oneof(
          fc.array(
            fc.record({
              line: fc.oneof(fc.constantFrom(0, 1, 2), fc.integer()),
              pence: fc.oneof(fc.integer({ min: -10, max: 3000 }), fc.double()),
            }),
            { maxLength: 3 },
          ),
          fc.string(),
        ),
        everything: fc.constantFrom(true, false, null, 1),
        leftPence: fc.integer({ min: 0, max: 3000 }),
      },
      { requiredKeys: ['reason'] },
    )
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await call('POST', `/payments/${paymentId}/refunds`, sent)
        expect([201, 409, 422], answer.text).toContain(answer.status)
        const payment = await payments.get(stage.organisation.id, paymentId)
        const claimed = (await payments.refunds.of([payment])).reduce((sum, one) => sum + one.amountPence, 0)
        expect(claimed).toBeLessThanOrEqual(2500)
        expect((await payments.refunds.left(payment)).leftPence).toBe(2500 - claimed)
      }),
      { numRuns: 200 },
    )
  })

  test('a document of more than 2 MB is refused', async () => {
    const text = libraryText('bulky-waste')
    const large = text.replace('{', `{${' '.repeat(2_097_152)}`)
    expect((await call('PUT', '/forms/bulky-waste/draft', large)).status).toBe(422)
    expect((await call('PUT', '/forms/bulky-waste/draft', `${large}${' '.repeat(200_000)}`)).status).toBe(413)
  })

  test('a document nested without end is refused', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    expect((await call('PUT', '/forms/bulky-waste/draft', deep)).status).toBe(422)
    const answers = `{"answers": {"items": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}`
    expect((await call('POST', '/forms/bulky-waste/price', answers)).status).toBe(422)
  })

  test.each(['"1', '1', 'W/"1"', '"-1"', '"1", "2"', '"99999999999"', 'x'])(
    'If-Match %s is refused',
    async (match) => {
      const refused = await call('PUT', '/forms/bulky-waste/draft', libraryText('bulky-waste'), {
        'if-match': match,
      })
      expect(refused.status).toBe(422)
    },
  )

  test.each([
    '/forms/%00',
    '/forms/%00/draft',
    '/forms/..%2f..%2fetc/draft',
    '/forms/BULKY/draft',
    "/forms/'or'1/draft",
    `/forms/${'a'.repeat(300)}/draft`,
    '/payments/1',
    '/payments/%27',
    `/payments/${'0'.repeat(32)}`,
    '/payments/00000000-0000-0000-0000-000000000000',
    `/payments/${'0'.repeat(32)}/refunds`,
    '/payments/x%00/refunds',
    '/refunds',
    '/refunds/1',
    '/refunds/%00',
    `/refunds/${'0'.repeat(32)}`,
    '/deliveries/x%00',
    `/deliveries/${'f'.repeat(32)}`,
    '/submissions/%00',
    '/submissions/AAAAAAAAAA',
    '/submissions/%25',
    '/nothing',
    '/',
  ])('there is nothing at %s', async (path) => {
    const answer = await call('GET', path)
    expect(answer.status, answer.text).toBe(404)
    expect(answer.json).toMatchObject({ code: 'not-found', type: 'urn:counterfoil:problem:not-found' })
  })

  test.each([
    '/payments?state=rich',
    '/payments?page=0',
    '/payments?page=1.5',
    '/payments?page=x',
    '/payments?page=1&page=2',
    '/payments?limit=100000',
    '/payments?reference=%00',
    '/submissions?state=answering',
    '/submissions?organisationId=x',
    '/submissions?form=%00',
    '/submissions?reference=%27%3B--',
    '/deliveries?state=x',
    '/forms?all=1',
    '/forms/bulky-waste/document?version=-1',
  ])('the query of %s is refused, naming what is wrong', async (path) => {
    const answer = await call('GET', path)
    expect(answer.status, answer.text).toBe(422)
    expect(answer.json.problems[0].pointer).toMatch(/^\?\w+$/)
  })

  test('a reference is found by how it begins, and nothing stands for any sign', async () => {
    const found = async (typed: string) =>
      (await call('GET', `/submissions?reference=${encodeURIComponent(typed)}`)).json.submissions?.length
    expect(await found(reference.slice(0, 4).toLowerCase())).toBe(1)
    expect(await found('0000')).toBe(0)
    for (const wildcard of ['_', '%', '*', '-', '', ' '])
      expect(await found(wildcard), wildcard).toBeUndefined()
  })

  test('a bug of ours tells nothing of itself', async () => {
    const broken = await openStage()
    try {
      const token = await broken.as(broken.organisation)
      broken.house.forms.list = () => Promise.reject(new Error('password=hunter2 at /srv/secret'))
      const answer = await token('GET', '/forms')
      expect(answer).toMatchObject({ status: 500, json: { code: 'server-error' } })
      expect(answer.text).not.toMatch(/hunter2|srv/)
    } finally {
      await broken.close()
    }
  })

  test('answers are never cached and never sniffed', async () => {
    for (const answer of [await call('GET', '/forms'), await stage.anonymous('GET', '/forms')]) {
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})
