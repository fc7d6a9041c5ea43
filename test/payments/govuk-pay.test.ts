import { expect, test } from 'vitest'
import { cleanText } from '../../server/payments/gateways/clean-text.ts'
import { createGateways } from '../../server/payments/index.ts'
import { paySignature, startGovukPay } from '../support/govuk-pay.ts'
import { lines } from './a-submission.ts'
import { gatewayContract } from './gateway-contract.ts'

gatewayContract('GOV.UK Pay', async () => {
  const pay = await startGovukPay()
  const gateway = (options: object = {}) =>
    createGateways({ govukPayUrl: pay.url, sandboxUrl: 'http://nowhere.example', ...options })['govuk-pay']!
  return {
    gateway,
    settings: gateway().parseSettings({ apiKey: pay.apiKey, webhookSecrets: [pay.webhookSecret] }),
    wrongSettings: gateway().parseSettings({
      apiKey: 'api_test_0123456789abcdef',
      webhookSecrets: ['another-secret'],
    }),
    origin: 'http://localhost:3000',
    payer: async (nextUrl, does) => ((await pay.visit(nextUrl, does)) === 'done' ? 'done' : 'used'),
    expire: (on) => {
      pay.now.ms += on ? 91 * 60_000 : -91 * 60_000
    },
    webhooks: async (id) =>
      pay.webhooks().filter(({ body }) => JSON.parse(new TextDecoder().decode(body)).resource_id === id),
    signatureHeader: 'pay-signature',
    close: pay.close,
  }
})

async function withPay(run: (pay: Awaited<ReturnType<typeof startGovukPay>>) => Promise<void>) {
  const pay = await startGovukPay()
  try {
    await run(pay)
  } finally {
    await pay.close()
  }
}
const gatewayAt = (url: string, timeoutMs = 10_000) =>
  createGateways({ govukPayUrl: url, sandboxUrl: 'http://nowhere.example', timeoutMs })['govuk-pay']!
const request = {
  idempotencyKey: 'b5c1f1f0a3d94d0f8d1c8f0e7a6b5c4d',
  amountPence: 2500,
  lines: lines(2500),
  reference: 'BW-7K2M4P6RTX',
  description: 'Casgliad gwastraff swmpus',
  returnUrl: 'http://localhost:3000/return',
  language: 'cy' as const,
  email: 'resident@example.com',
}

test('Pay is told the language, the funds and our attempt, and nothing of the answers', () =>
  withPay(async (pay) => {
    const settings = { apiKey: pay.apiKey, webhookSecrets: [] }
    await gatewayAt(pay.url).create(settings, request)
    const [payment] = pay.payments.values()
    expect(payment?.key).toBe(request.idempotencyKey)
    expect(payment?.fields).toEqual({
      amount: 2500,
      reference: 'BW-7K2M4P6RTX',
      description: 'Casgliad gwastraff swmpus',
      return_url: 'http://localhost:3000/return',
      language: 'cy',
      email: 'resident@example.com',
      metadata: {
        attempt: request.idempotencyKey,
        reference: 'BW-7K2M4P6RTX',
        fund: 'BW, TW',
        ledger: 'R1234',
      },
    })
  }))

test('each refusal of Pay is told by its code; what may pass is unreachable', () =>
  withPay(async (pay) => {
    const gateway = gatewayAt(pay.url)
    const settings = { apiKey: pay.apiKey, webhookSecrets: [] }
    const cases: [number, string | undefined, string, string?][] = [
      [400, 'P0101', 'refused', 'P0101'],
      [401, undefined, 'refused', '401'],
      [403, 'P0940', 'refused', 'P0940'],
      [409, 'P0191', 'refused', 'P0191'],
      [422, 'P0102', 'refused', 'P0102'],
      [429, 'P0900', 'unreachable'],
      [500, 'P0198', 'unreachable'],
      [503, 'P0999', 'unreachable'],
    ]
    for (const [status, code, kind, told] of cases) {
      pay.faults.push({ kind: 'status', status, ...(code && { code }) })
      const outcome = await gateway.create(settings, request)
      expect(outcome.kind).toBe(kind)
      if (outcome.kind === 'refused') expect(outcome.code).toBe(told)
    }
    expect(pay.payments.size).toBe(0)
  }))

test('a line dropped after Pay had made the payment is repaired by asking again', () =>
  withPay(async (pay) => {
    const gateway = gatewayAt(pay.url)
    const settings = { apiKey: pay.apiKey, webhookSecrets: [] }
    pay.faults.push({ kind: 'reply-lost' })
    expect((await gateway.create(settings, request)).kind).toBe('unreachable')
    expect(pay.payments.size).toBe(1)
    expect(await gateway.create(settings, request)).toMatchObject({ kind: 'created' })
    expect(pay.payments.size).toBe(1)
  }))

test('a slow Pay is given up after the timeout', () =>
  withPay(async (pay) => {
    pay.faults.push({ kind: 'slow', ms: 400 })
    const before = Date.now()
    const outcome = await gatewayAt(pay.url, 100).create({ apiKey: pay.apiKey, webhookSecrets: [] }, request)
    expect(outcome).toEqual({ kind: 'unreachable', message: 'It did not answer in time' })
    expect(Date.now() - before).toBeLessThan(390)
  }))

test('a redirect is not followed: the key goes nowhere else', async () => {
  let redirect: RequestRedirect | undefined
  const gateway = createGateways({
    govukPayUrl: 'http://pay.example',
    sandboxUrl: 'http://nowhere.example',
    fetch: async (_url, init) => {
      redirect = init.redirect
      throw new TypeError('unexpected redirect')
    },
  })['govuk-pay']!
  const settings = { apiKey: 'api_test_0123456789', webhookSecrets: [] }
  expect((await gateway.create(settings, request)).kind).toBe('unreachable')
  expect(redirect).toBe('error')
})

test('the signature is the published vector’s: HMAC-SHA256 of the raw bytes, lower-case hex', () => {
  const body = new TextEncoder().encode(
    '{"resource_type":"payment","resource_id":"p1","webhook_message_id":"m1"}',
  )
  // RFC 4231, test case 2: key "Jefe".
  expect(paySignature('Jefe', new TextEncoder().encode('what do ya want for nothing?'))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
  const gateway = gatewayAt('http://nowhere.example')
  const verify = (secrets: string[], signedWith: string) =>
    gateway.webhook(
      { apiKey: 'api_test_x', webhookSecrets: secrets },
      body,
      new Headers({ 'Pay-Signature': paySignature(signedWith, body) }),
    ).kind
  expect(verify(['old-secret', 'new-secret'], 'old-secret')).toBe('look')
  expect(verify(['old-secret', 'new-secret'], 'new-secret')).toBe('look')
  expect(verify(['new-secret'], 'old-secret')).toBe('forged')
  expect(verify([], '')).toBe('forged')
})

test('events of the future, other resources, big messages and signed nonsense are answered and believed in nothing', () => {
  const gateway = gatewayAt('http://nowhere.example')
  const secret = 'a-signing-secret'
  const read = (text: string) => {
    const body = new TextEncoder().encode(text)
    const headers = new Headers({ 'pay-signature': paySignature(secret, body) })
    return gateway.webhook({ apiKey: 'api_test_x', webhookSecrets: [secret] }, body, headers)
  }
  const base = { webhook_message_id: 'm1', resource_type: 'payment', resource_id: 'p1' }
  expect(read(JSON.stringify({ ...base, event_type: 'card_payment_teleported' }))).toMatchObject({
    kind: 'look',
  })
  expect(read(JSON.stringify({ ...base, resource: { description: 'x'.repeat(60_000) } }))).toMatchObject({
    kind: 'look',
    messageId: 'm1',
    gatewayPaymentId: 'p1',
  })
  expect(read(JSON.stringify({ id: 'm2', resource_type: 'payment', resource_id: 'p1' }))).toMatchObject({
    messageId: 'm2',
  })
  expect(read(JSON.stringify({ ...base, resource_type: 'dispute' }))).toEqual({
    kind: 'ignored',
    messageId: 'm1',
  })
  for (const nonsense of ['', 'null', '[]', '{', '{"resource_id":{}}', '\u0000']) {
    expect(read(nonsense)).toMatchObject({
      kind: 'ignored',
      messageId: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  }
})

test('the key says whether real money moves', () => {
  const gateway = gatewayAt('http://nowhere.example')
  expect(gateway.modeOf(gateway.parseSettings({ apiKey: 'api_test_0123456789' }))).toBe('test')
  expect(gateway.modeOf(gateway.parseSettings({ apiKey: 'api_live_0123456789' }))).toBe('live')
})

test('text is cut between characters, never inside one', () => {
  expect(cleanText('a<b>c"d\\e|f\u0007g', 255)).toBe('a b c d e f g')
  expect(cleanText('ab😀', 3)).toBe('ab')
  expect(cleanText('ab😀', 4)).toBe('ab😀')
  expect(cleanText('  one \n\t two  ', 255)).toBe('one two')
})
