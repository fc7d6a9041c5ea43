import { expect, test } from 'vitest'
import { cleanText } from '../../server/payments/gateways/clean-text.ts'
import { createGateways } from '../../server/payments/index.ts'
import { paySignature, startGovukPay } from '../support/govuk-pay.ts'
import { createRequest, gatewayAt, withPay } from './at-govuk-pay.ts'
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
      pay
        .webhooks()
        .filter(({ body }) => JSON.parse(new TextDecoder().decode(body)).resource_id === id)
        .map((message) => ({ ...message, proof: '' })),
    signatureHeader: 'pay-signature',
    refunded: pay.refunded,
    secretsOf: (settings) => [settings.apiKey, settings.webhookSecrets].flat().map(String),
    close: pay.close,
  }
})

test('each refusal of Pay is told by its code; what may pass is unreachable', () =>
  withPay(async ({ pay, gateway, settings }) => {
    const cases: [number, string | undefined, string, string?][] = [
      [400, 'P0101', 'refused', 'P0101'],
      [401, undefined, 'refused', '401'],
      [403, 'P0940', 'refused', 'P0940'],
      [409, 'P0191', 'refused', 'P0191'],
      [422, 'P0102', 'refused', 'P0102'],
      [500, 'P0198', 'unreachable'],
      [503, 'P0999', 'unreachable'],
    ]
    for (const [status, code, kind, told] of cases) {
      pay.faults.push({ kind: 'status', status, ...(code && { code }) })
      const outcome = await gateway.create(settings, createRequest())
      expect(outcome.kind).toBe(kind)
      if (outcome.kind === 'refused') expect(outcome.code).toBe(told)
    }
    expect(pay.payments.size).toBe(0)
  }))

test('a Pay that is asked too often is asked again after a second and more, three times in all', () =>
  withPay(async ({ pay, gateway, settings, waits }) => {
    pay.account.createsPerSecond = 1
    expect((await gateway.create(settings, createRequest())).kind).toBe('created')
    expect((await gateway.create(settings, createRequest())).kind).toBe('created')
    expect(waits).toEqual([1250])
    pay.account.createsPerSecond = 0
    expect(await gateway.create(settings, createRequest())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('P0900'),
    })
    expect(waits.slice(1)).toEqual([1250, 2500])
    expect(pay.payments.size).toBe(2)
  }))

test('nobody waits for a Pay that is asked too often longer than the call may take', () =>
  withPay(async ({ pay, settings }) => {
    pay.account.createsPerSecond = 0
    // Three answers of 300 milliseconds leave no room for a wait of a second.
    const outcome = await gatewayAt(pay.url, 300).create(settings, createRequest())
    expect(outcome).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('P0900') })
  }))

test('a line dropped after Pay had made the payment is repaired by asking again', () =>
  withPay(async ({ pay, gateway, settings }) => {
    const request = createRequest()
    pay.faults.push({ kind: 'reply-lost' })
    expect((await gateway.create(settings, request)).kind).toBe('unreachable')
    expect(pay.payments.size).toBe(1)
    expect(await gateway.create(settings, request)).toMatchObject({ kind: 'created' })
    expect(pay.payments.size).toBe(1)
  }))

test('a slow Pay is given up after the timeout', () =>
  withPay(async ({ pay, settings }) => {
    pay.faults.push({ kind: 'slow', ms: 400 })
    expect(await gatewayAt(pay.url, 100).create(settings, createRequest())).toEqual({
      kind: 'unreachable',
      message: 'It did not answer in time',
    })
  }))

test('without an address of its own it is Pay’s, and a redirect is not followed: the key goes nowhere else', async () => {
  const asked: [string, RequestRedirect | undefined][] = []
  const gateway = createGateways({
    sandboxUrl: 'http://nowhere.example',
    fetch: async (url, init) => {
      asked.push([url, init.redirect])
      throw new TypeError('unexpected redirect')
    },
  })['govuk-pay']!
  expect(gateway.capabilities.pageOrigins).toEqual(['https://*.payments.service.gov.uk'])
  const settings = gateway.parseSettings({ apiKey: 'api_test_0123456789' })
  expect((await gateway.create(settings, createRequest())).kind).toBe('unreachable')
  expect(asked).toEqual([['https://publicapi.payments.service.gov.uk/v1/payments', 'error']])
})

test('a payment that is open gives another link each time, and every one of them works until one is used', () =>
  withPay(async ({ pay, gateway, settings, created }) => {
    const { id, nextUrl } = await created()
    const again = await gateway.query(settings, id)
    if (again.kind !== 'found') throw new Error(again.kind)
    expect(again.status.nextUrl).not.toBe(nextUrl)
    expect(await pay.visit(nextUrl, 'open')).toBe('done')
    expect(await pay.visit(nextUrl, 'pay')).toBe('link-used')
    expect(await pay.visit(again.status.nextUrl!, 'pay')).toBe('done')
  }))

test('the connection test says when a key works and when webhooks are still to be set up, and searches one payment', () =>
  withPay(async ({ pay, settings, through }) => {
    const asked: string[] = []
    const gateway = through((url, init) => {
      asked.push(`${init.method} ${url.slice(pay.url.length)}`)
      return fetch(url, init)
    })
    expect(await gateway.testConnection(settings)).toEqual({
      kind: 'connected',
      message: 'GOV.UK Pay accepts this key. There is no webhook signing secret yet.',
    })
    expect(await gateway.testConnection({ ...settings, webhookSecrets: ['a-signing-secret'] })).toEqual({
      kind: 'connected',
      message: 'GOV.UK Pay accepts this key.',
    })
    expect(await gateway.testConnection({ ...settings, apiKey: 'api_test_other00000' })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('does not accept this account key'),
    })
    expect(new Set(asked)).toEqual(new Set(['GET /v1/payments?display_size=1']))
  }))

test('the signature is that of the published example: HMAC-SHA256 of the raw bytes, lower-case hex', () => {
  const encode = (text: string) => new TextEncoder().encode(text)
  // RFC 4231, test case 2: key "Jefe".
  expect(paySignature('Jefe', encode('what do ya want for nothing?'))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
  const body = encode(
    '{"webhook_message_id":"123abc","api_version":1,"event_type":"card_payment_succeeded","resource_id":"hu20sqlact5260q2nanm0q8u93","resource_type":"payment","resource":{"amount":5000,"reference":"12345","state":{"status":"success","finished":true}}}',
  )
  const gateway = gatewayAt('http://nowhere.example')
  const read = (secrets: string[], signature: string) =>
    gateway.webhook!(
      { apiKey: 'api_test_x', webhookSecrets: secrets },
      body,
      new Headers({ 'Pay-Signature': signature }),
      '',
    )
  const signature = '33b918150fdd5b40fd80db8bace5d5446f71b8faad7e0b8bdb8f69e34134956b'
  const look = { kind: 'look', messageId: '123abc', gatewayPaymentId: 'hu20sqlact5260q2nanm0q8u93' }
  expect(read(['test-signing-secret'], signature)).toEqual(look)
  // While the secret is changed both are accepted; afterwards the old one is not.
  expect(read(['test-signing-secret', 'new-secret'], signature)).toEqual(look)
  expect(read(['new-secret', 'test-signing-secret'], signature)).toEqual(look)
  expect(read(['new-secret'], signature).kind).toBe('forged')
  expect(read([], paySignature('', body)).kind).toBe('forged')
})

test('events of the future, other resources, big messages and signed nonsense are answered and believed in nothing', () => {
  const gateway = gatewayAt('http://nowhere.example')
  const secret = 'a-signing-secret'
  const read = (text: string) => {
    const body = new TextEncoder().encode(text)
    const headers = new Headers({ 'pay-signature': paySignature(secret, body) })
    return gateway.webhook!({ apiKey: 'api_test_x', webhookSecrets: [secret] }, body, headers, '')
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

test('settings are read as a screen sends them: text, secrets one a line, nothing for what is left empty', () => {
  const gateway = gatewayAt('http://nowhere.example')
  expect(
    gateway.parseSettings({
      apiKey: ' api_test_0123456789\n',
      webhookSecrets: 'old-secret-1\r\n\r\n  new-secret-2 ',
      delayedCapture: 'yes',
    }),
  ).toEqual({
    apiKey: 'api_test_0123456789',
    webhookSecrets: ['old-secret-1', 'new-secret-2'],
    delayedCapture: 'yes',
  })
  expect(
    gateway.parseSettings({ apiKey: 'api_live_0123456789', webhookSecrets: '', delayedCapture: '' }),
  ).toEqual({ apiKey: 'api_live_0123456789', webhookSecrets: [], delayedCapture: 'no' })
  const wrong = [
    { apiKey: 'api_test_0123456789', webhookSecrets: 'short' },
    { apiKey: 'api_test_0123456789', webhookSecrets: 'secret-one\nsecret-two\nsecret-three' },
    { apiKey: 'api_test_0123456789', delayedCapture: 'perhaps' },
    { apiKey: 'api_test_0123456789"\ninjected: 1' },
    { apiKey: '' },
  ]
  for (const settings of wrong) {
    expect(() => gateway.parseSettings(settings)).toThrow('These GOV.UK Pay settings cannot be used')
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
