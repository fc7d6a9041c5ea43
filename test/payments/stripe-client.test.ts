import { expect, test } from 'vitest'
import type { Fetch } from '../../server/payments/gateways/ask-gateway.ts'
import { stripeGateway, stripeRequest } from './a-stripe.ts'

const settings = { apiKey: 'sk_test_0123456789abcdefghij', webhookSecrets: [] }

test('what Stripe refuses for good is refused, what passes is unreachable, and its words go no further', async () => {
  const secret = settings.apiKey
  const answer = (status: number, error: object): Fetch => {
    const body = { error: { message: `${secret} of ada@example.com`, param: `x ${secret}`, ...error } }
    return async () => Response.json(body, { status })
  }
  const kinds = async (status: number, error: object) => {
    const gateway = stripeGateway('http://stripe.example', { fetch: answer(status, error) })
    const outcomes = [
      await gateway.create(settings, stripeRequest()),
      await gateway.query(settings, 'cs_test_1'),
      await gateway.testConnection(settings),
      await gateway.refund!(settings, {
        gatewayPaymentId: 'cs_test_1',
        refundId: 'r1',
        amountPence: 1,
        reason: '',
        knownRefundIds: [],
      }),
    ]
    expect(JSON.stringify(outcomes)).not.toMatch(/sk_test|ada@/)
    return new Set(outcomes.map((outcome) => outcome.kind))
  }
  for (const status of [400, 401, 402, 403, 422]) {
    expect(await kinds(status, { type: 'invalid_request_error' }), String(status)).toEqual(
      new Set(['refused']),
    )
  }
  for (const status of [409, 424, 429, 500, 502, 503]) {
    expect(await kinds(status, { type: 'api_error' }), String(status)).toEqual(new Set(['unreachable']))
  }
  // Strange, but no refusal.
  expect(await kinds(200, { type: 'api_error' })).toEqual(new Set(['unreachable']))
})

test('a refusal says Stripe’s code and the part it is about', async () => {
  const fetch: Fetch = async () =>
    Response.json(
      { error: { type: 'invalid_request_error', code: 'url_invalid', param: 'success_url', message: 'No' } },
      { status: 400 },
    )
  expect(await stripeGateway('http://stripe.example', { fetch }).create(settings, stripeRequest())).toEqual({
    kind: 'refused',
    code: 'url_invalid',
    message: 'Stripe refused the request (400 url_invalid, success_url)',
  })
})

test('a request that Stripe stays busy with is given up, as not known', async () => {
  let asked = 0
  const fetch: Fetch = async () => {
    asked++
    const error = { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'In use' }
    return Response.json({ error }, { status: 409 })
  }
  const gateway = stripeGateway('http://stripe.example', { fetch })
  expect((await gateway.create(settings, stripeRequest())).kind).toBe('unreachable')
  expect(asked).toBe(5)
})

test('a slow Stripe is given up after the timeout, also in the middle of an answer', async () => {
  const never = (init: RequestInit) =>
    new Promise<never>((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
    })
  const stalls: Fetch[] = [
    (_url, init) => never(init),
    async (_url, init) =>
      new Response(
        new ReadableStream({
          async start(controller) {
            controller.enqueue(new TextEncoder().encode('{"id":'))
            await never(init).catch((reason) => controller.error(reason))
          },
        }),
      ),
  ]
  for (const fetch of stalls) {
    const gateway = stripeGateway('http://stripe.example', { fetch, timeoutMs: 30 })
    expect(await gateway.query(settings, 'cs_test_1')).toEqual({
      kind: 'unreachable',
      message: 'It did not answer in time',
    })
  }
})

test('Stripe itself is asked unless told otherwise, no redirect is followed, and a path is no address', async () => {
  const asked: { url: string; redirect: RequestRedirect | undefined }[] = []
  const fetch: Fetch = async (url, init) => {
    asked.push({ url, redirect: init.redirect })
    throw new TypeError('unexpected redirect')
  }
  const own = stripeGateway(undefined, { fetch })
  expect(await own.query(settings, 'cs_test_1')).toEqual({
    kind: 'unreachable',
    message: 'It could not be reached',
  })
  expect(own.capabilities.pageOrigins).toEqual(['https://checkout.stripe.com'])
  const other = stripeGateway('http://127.0.0.1:4242', { fetch })
  await other.query(settings, 'cs_test_1')
  expect(other.capabilities.pageOrigins).toEqual(['http://127.0.0.1:4242'])
  const path = '/v1/checkout/sessions/cs_test_1?expand[0]=payment_intent.latest_charge'
  expect(asked).toEqual([
    { url: `https://api.stripe.com${path}`, redirect: 'error' },
    { url: `http://127.0.0.1:4242${path}`, redirect: 'error' },
  ])
  expect(() => stripeGateway('https://proxy.example/stripe')).toThrow('no path')
})

test('the key says whether real money moves, and what is no secret key is not taken', () => {
  const gateway = stripeGateway(undefined)
  const key = '0123456789abcdefghij'
  const modes = ['sk_test', 'rk_test', 'sk_live', 'rk_live'].map((prefix) =>
    gateway.modeOf(gateway.parseSettings({ apiKey: `${prefix}_${key}` })),
  )
  expect(modes).toEqual(['test', 'test', 'live', 'live'])
  for (const apiKey of [
    `pk_test_${key}`,
    `sk_org_${key}`,
    `sk_${key}`,
    `sk_test_${key}\r\nx: y`,
    'sk_test_x',
  ]) {
    expect(() => gateway.parseSettings({ apiKey })).toThrow('These Stripe settings cannot be used')
  }
  const typed = gateway.parseSettings({
    apiKey: ` sk_test_${key} `,
    webhookSecrets: 'whsec_one_secret\r\nwhsec_two_secret\n',
  })
  expect(typed).toEqual({
    apiKey: `sk_test_${key}`,
    webhookSecrets: ['whsec_one_secret', 'whsec_two_secret'],
  })
  expect(() => gateway.parseSettings({ apiKey: `sk_test_${key}`, webhookSecrets: ['we_12345678'] })).toThrow()
})
