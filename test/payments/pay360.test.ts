import { expect, test } from 'vitest'
import { createPay360 } from '../../server/payments/gateways/pay360.ts'
import { createGateways } from '../../server/payments/index.ts'
import { startPay360 } from '../support/pay360.ts'
import { bodyOf, textsAt } from '../support/pay360-schema.ts'
import { versionReply } from '../support/pay360-xml.ts'
import { lines } from './a-submission.ts'
import { gatewayContract } from './gateway-contract.ts'

type Portal = Awaited<ReturnType<typeof startPay360>>
type Options = Partial<Parameters<typeof createPay360>[0]>

const gatewayOf = (portal: Portal, options: Options = {}) =>
  createPay360({
    url: 'http://nowhere.example/scp/scpws',
    testUrl: portal.url,
    fetch: (url, init) => fetch(url, init),
    timeoutMs: 10_000,
    clock: { now: () => new Date(portal.now.ms) },
    ...options,
  })
const otherKey = Buffer.from('another key of thirty-two bytes!').toString('base64')

gatewayContract('Pay360', async () => {
  const portal = await startPay360()
  const gateway = gatewayOf(portal)
  return {
    gateway: (options) => gatewayOf(portal, options),
    settings: gateway.parseSettings({ ...portal.settings, vatCodes: 'standard=05, outside-scope=09' }),
    wrongSettings: gateway.parseSettings({ ...portal.settings, hmacKey: otherKey }),
    origin: 'http://localhost:3000',
    payer: async (nextUrl, does) => {
      const done = await portal.visit(
        nextUrl,
        ({ decline: 'CARD_DETAILS_REJECTED', cancel: 'CANCELLED', open: 'open', pay: 'pay' } as const)[does],
      )
      return done === 'done' ? 'done' : 'used'
    },
    expire: (on) => {
      portal.now.ms += on ? 91 * 60_000 : -91 * 60_000
    },
    secretsOf: (settings) => [String(settings.hmacKey)],
    close: portal.close,
  }
})

async function withPortal(run: (portal: Portal, gateway: ReturnType<typeof gatewayOf>) => Promise<void>) {
  const portal = await startPay360()
  try {
    await run(portal, gatewayOf(portal))
  } finally {
    await portal.close()
  }
}
const request = {
  idempotencyKey: 'b5c1f1f0a3d94d0f8d1c8f0e7a6b5c4d',
  amountPence: 2500,
  lines: lines(2500),
  reference: 'BW-7K2M4P6RTX',
  description: 'Bulky waste collection',
  form: 'bulky-waste',
  returnUrl: 'http://localhost:3000/return',
  language: 'en' as const,
  channel: 'web' as const,
}
async function opened(portal: Portal, change: object = {}) {
  const outcome = await gatewayOf(portal).create(portal.settings, { ...request, ...change })
  if (outcome.kind !== 'created') throw new Error(outcome.message)
  return { id: outcome.gatewayPaymentId, link: outcome.status.nextUrl ?? '' }
}

test('finance gets what Pay360 and the bank know the payment by, and never a card number', () =>
  withPortal(async (portal, gateway) => {
    const { id, link } = await opened(portal)
    portal.now.ms = Date.UTC(2026, 5, 30, 23, 30)
    await portal.visit(link, 'pay')
    const outcome = await gateway.query(portal.settings, id)
    expect(outcome).toEqual({
      kind: 'found',
      status: {
        state: 'success',
        finished: true,
        amountPence: 2500,
        traces: {
          cardBrand: 'VISA',
          lastDigits: '0005',
          authCode: '123456',
          transactionId: '5N9AXB4FLWFZ',
          auditNumbers: { 1: '1202', 2: '1203' },
          // UTC, as it says, though it is July in London by then.
          capturedOn: '2026-06-30',
        },
      },
    })
    expect(JSON.stringify(outcome)).not.toContain('446278')
  }))

test.each([
  ['CANCELLED', 'cancelled', undefined],
  ['LOGGED_OUT', 'failed', 'expired'],
  ['NOT_ATTEMPTED', 'failed', 'cancelled'],
  ['CARD_DETAILS_REJECTED', 'failed', undefined],
  ['INVALID_REQUEST', 'error', undefined],
  ['ERROR', 'error', undefined],
] as const)('a session that ends %s is %s, and over', (does, state, ending) =>
  withPortal(async (portal, gateway) => {
    const { id, link } = await opened(portal)
    await portal.visit(link, does)
    const outcome = await gateway.query(portal.settings, id)
    expect(outcome).toMatchObject({ kind: 'found', status: { state, finished: true, code: does } })
    expect(gateway.capabilities.endings?.[does]).toBe(ending)
  }),
)

test('a payment by bank is paid when its own status says COMPLETE, and not before', () =>
  withPortal(async (portal, gateway) => {
    const { id, link } = await opened(portal)
    await portal.visit(link, 'pay-by-bank')
    const session = portal.sessions.get(id)!
    const expected = {
      PENDING: { state: 'submitted', finished: false },
      PROCESSING: { state: 'submitted', finished: false },
      DECLINED: { state: 'failed', finished: true, code: 'open-banking-declined' },
      EXPIRED: { state: 'failed', finished: true, code: 'open-banking-expired' },
      ERROR: { state: 'error', finished: true, code: 'open-banking-error' },
      COMPLETE: { state: 'success', finished: true, amountPence: 2500 },
    }
    for (const [openBanking, status] of Object.entries(expected)) {
      session.openBanking = openBanking
      expect(await gateway.query(portal.settings, id)).toMatchObject({ kind: 'found', status })
    }
    expect(gateway.capabilities.endings?.['open-banking-expired']).toBe('expired')
    session.openBanking = 'TELEPORTED'
    expect((await gateway.query(portal.settings, id)).kind).toBe('unreachable')
  }))

test('a surcharge is told apart from what was asked', () =>
  withPortal(async (portal, gateway) => {
    const { id, link } = await opened(portal)
    portal.sessions.get(id)!.surchargePence = 40
    await portal.visit(link, 'pay')
    expect(await gateway.query(portal.settings, id)).toMatchObject({
      status: { state: 'success', amountPence: 2500, surchargePence: 40 },
    })
  }))

test('no two calls have the same reference, not even in one second, from two processes or about one attempt', () =>
  withPortal(async (portal, gateway) => {
    const another = gatewayOf(portal)
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, i) => (i % 2 ? gateway : another).create(portal.settings, request)),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(30).fill('created'))
    const references = portal.received.map(
      (message) =>
        textsAt(bodyOf(message), 'credentials', 'requestIdentification', 'uniqueReference')[0] ?? '',
    )
    expect(new Set(references).size).toBe(30)
    for (const reference of references) {
      expect(reference).toMatch(new RegExp(`^${request.idempotencyKey}:\\d{10}:\\d{6}$`))
    }
  }))

test('a lost reply leaves a session that nobody was shown; the second try opens another', () =>
  withPortal(async (portal, gateway) => {
    portal.faults.push({ kind: 'reply-lost' })
    expect((await gateway.create(portal.settings, request)).kind).toBe('unreachable')
    expect((await gateway.create(portal.settings, request)).kind).toBe('created')
    expect(portal.sessions.size).toBe(2)
    expect(gateway.capabilities.idempotentCreate).toBe(false)
  }))

test('what Pay360 refuses is told in its words, without our secrets', () =>
  withPortal(async (portal, gateway) => {
    const outcome = await gateway.create({ ...portal.settings, siteId: '790' }, request)
    expect(outcome).toEqual({
      kind: 'refused',
      code: '4001',
      message: 'Pay360 refused the request: 4001 Site not valid for this portal',
    })
  }))

test('a fund code that is too long is refused here, in words an officer can act on, and nothing is sent', () =>
  withPortal(async (portal, gateway) => {
    const [first, second] = lines(2500)
    const outcome = await gateway.create(portal.settings, {
      ...request,
      lines: [first!, { ...second!, fund: 'TOOLONG' }],
    })
    expect(outcome).toEqual({
      kind: 'refused',
      code: 'fund-code',
      message:
        'The fund code TOOLONG has more than 5 characters, and Pay360 takes 5. Change it in the form’s price.',
    })
    expect(portal.received).toEqual([])
  }))

test('lines that do not come to the amount are refused here', () =>
  withPortal(async (portal, gateway) => {
    const outcome = await gateway.create(portal.settings, { ...request, amountPence: 2501 })
    expect(outcome).toMatchObject({ kind: 'refused', code: 'lines' })
    expect(portal.received).toEqual([])
  }))

test('a clock that is an hour wrong is told as what it may be', () =>
  withPortal(async (portal) => {
    const late = gatewayOf(portal, { clock: { now: () => new Date(portal.now.ms - 3_600_000) } })
    const outcome = await late.testConnection(portal.settings)
    expect(outcome).toMatchObject({ kind: 'refused', code: 'not-authenticated' })
    expect(outcome.message).toContain('clock')
  }))

test('the connection test asks for the version, then proves the keys by a query that finds nothing', () =>
  withPortal(async (portal, gateway) => {
    expect(await gateway.testConnection(portal.settings)).toEqual({
      kind: 'connected',
      message: 'Connected to the Secure Card Portal (version 15.4.0, schema 15.4)',
    })
    const operations = portal.received.map((message) => bodyOf(message).name.replace(/^\{.*\}/, ''))
    expect(operations).toEqual(['scpVersionRequest', 'scpSimpleQueryRequest'])
    expect(portal.sessions.size).toBe(0)
  }))

test('a portal that tells anybody its version does not make a wrong key right', () =>
  withPortal(async (portal, gateway) => {
    portal.faults.push({ kind: 'says', text: versionReply() })
    const outcome = await gateway.testConnection({ ...portal.settings, hmacKey: otherKey })
    expect(outcome).toMatchObject({ kind: 'refused', code: 'not-authenticated' })
    portal.faults.push({ kind: 'says', text: versionReply() }, { kind: 'html', status: 503 })
    expect((await gateway.testConnection(portal.settings)).kind).toBe('unreachable')
  }))

test('the environment chooses the endpoint and whether money moves', async () => {
  const asked: string[] = []
  const fetch = (url: string) => {
    asked.push(url)
    return Promise.reject(new TypeError('fetch failed'))
  }
  const gateway = createGateways({ sandboxUrl: 'http://nowhere.example', fetch }).pay360!
  const settings = (environment: string) =>
    gateway.parseSettings({ environment, siteId: '789', scpId: '1', hmacKeyId: '456', hmacKey: otherKey })
  for (const environment of ['test', 'live'] as const) {
    expect(gateway.modeOf(settings(environment))).toBe(environment)
    await gateway.query(settings(environment), 'x')
  }
  expect(asked).toEqual([
    'https://sbsctest.e-paycapita.com/scp/scpws',
    'https://sbs.e-paycapita.com/scp/scpws',
  ])
  expect(gateway.capabilities.pageOrigins).toEqual(['https://*.e-paycapita.com'])
  const own = createGateways({
    sandboxUrl: 'http://nowhere.example',
    pay360Url: 'https://pay.example/scp',
    pay360TestUrl: 'http://127.0.0.1:4000/scp',
  }).pay360!
  expect(own.capabilities.pageOrigins).toEqual(['https://pay.example', 'http://127.0.0.1:4000'])
})

test('a call is one POST of XML with an empty action, and follows no redirect', async () => {
  let sent: RequestInit | undefined
  const fetch = (_url: string, init: RequestInit) => {
    sent = init
    return Promise.reject(new TypeError('unexpected redirect'))
  }
  const gateway = createPay360({ url: undefined, testUrl: undefined, fetch, timeoutMs: 1000 })
  await gateway.query(
    { environment: 'test', siteId: '789', scpId: '1', hmacKeyId: '4', hmacKey: otherKey },
    'x',
  )
  expect(sent).toMatchObject({
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
  })
})
