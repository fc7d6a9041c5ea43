import { afterEach, expect, test, vi } from 'vitest'
import { stripeSignature } from '../support/stripe.ts'
import { stripeGateway, withStripe } from './a-stripe.ts'

afterEach(() => {
  vi.useRealTimers()
})

const gateway = stripeGateway(undefined)
const encode = (text: string) => new TextEncoder().encode(text)
function read(body: Uint8Array, signature: string, webhookSecrets: string[]) {
  const headers = new Headers({ 'stripe-signature': signature })
  return gateway.webhook!({ apiKey: 'sk_test_0123456789', webhookSecrets }, body, headers, '')
}
const secret = 'whsec_a_signing_secret'
const readSigned = (text: string) => read(encode(text), stripeSignature(secret, encode(text)), [secret])
const event = (type: string, object: object) =>
  JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } })

test('the signature is the known vector’s: HMAC-SHA256 of time, full stop and raw bytes', () => {
  const body = encode('{"id":"evt_1"}')
  const known = 't=1700000000,v1=c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925'
  expect(stripeSignature('whsec_test', body, 1_700_000_000)).toBe(known)
  const after = (seconds: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: (1_700_000_000 + seconds) * 1000 })
    return read(body, known, ['whsec_test']).kind
  }
  // Good for five minutes. It is Stripe's, but no event.
  expect([after(0), after(300), after(301), after(86_400)]).toEqual([
    'ignored',
    'ignored',
    'forged',
    'forged',
  ])
})

test('while a secret is being changed both are good, and Stripe may sign with both', () => {
  const body = encode(event('checkout.session.completed', { id: 'cs_test_1' }))
  const [old, fresh] = ['whsec_old_secret', 'whsec_new_secret']
  const both = `${stripeSignature(old, body)},${stripeSignature(fresh, body).split(',')[1]}`
  expect(read(body, stripeSignature(old, body), [old, fresh]).kind).toBe('look')
  expect(read(body, stripeSignature(fresh, body), [old, fresh]).kind).toBe('look')
  expect(read(body, both, [fresh]).kind).toBe('look')
  expect(read(body, stripeSignature(old, body), [fresh]).kind).toBe('forged')
  expect(read(body, stripeSignature('', body), []).kind).toBe('forged')
  expect(read(body, stripeSignature(fresh, body).replace('v1=', 'v0='), [fresh]).kind).toBe('forged')
  expect(read(body, stripeSignature(fresh, body).replace(/t=\d+/, 't=9999999999'), [fresh]).kind).toBe(
    'forged',
  )
})

test('every event of a session says look, also one of the future', () => {
  for (const what of [
    'completed',
    'async_payment_succeeded',
    'async_payment_failed',
    'expired',
    'teleported',
  ]) {
    expect(readSigned(event(`checkout.session.${what}`, { id: 'cs_test_1', metadata: { a: 'b' } }))).toEqual({
      kind: 'look',
      messageId: 'evt_1',
      gatewayPaymentId: 'cs_test_1',
    })
  }
})

test('events that name no session of ours are answered and believed in nothing', () => {
  const dispute = { id: 'dp_1', object: 'dispute', payment_intent: 'pi_1', metadata: {} }
  for (const [type, object] of [
    ['charge.dispute.created', dispute],
    ['charge.refunded', { id: 'ch_1', metadata: { attempt: 'a1' } }],
    ['refund.updated', { id: 're_1', metadata: { session: { cs: 1 } } }],
    ['refund.updated', { id: 're_1', metadata: { session: '../cs_test_1' } }],
    ['refund.updated', { id: 're_1', metadata: null }],
    ['customer.created', { id: 'cus_1', metadata: { session: 'cs_test_1' } }],
    ['checkout.session.completed', { id: 'pi_1' }],
    ['checkout.session.completed', { id: 7 }],
  ] as const) {
    expect(readSigned(event(type, object)), type).toEqual({ kind: 'ignored', messageId: 'evt_1' })
  }
  const thin = '{"id":"evt_1","object":"v2.core.event","type":"v1.billing.meter.no_meter_found"}'
  for (const nonsense of ['', 'null', '[]', '{', '{"id":{}}', '\u0000', thin]) {
    expect(readSigned(nonsense), nonsense).toEqual({
      kind: 'ignored',
      messageId: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  }
})

test('a refund of ours names its session, so that the payment is looked at', () =>
  withStripe(async ({ stripe, settings, gateway: ours, paid }) => {
    const { id } = await paid()
    const request = { gatewayPaymentId: id, refundId: 'r1', amountPence: 700, reason: '', knownRefundIds: [] }
    await ours.refund!(settings, request)
    const seen = stripe.webhooks(id).map(({ type, body, headers }) => {
      const outcome = ours.webhook!(settings, body, headers, '')
      return `${type} ${outcome.kind} ${outcome.kind === 'look' && outcome.gatewayPaymentId === id}`
    })
    expect(new Set(seen)).toEqual(
      new Set([
        'checkout.session.completed look true',
        // Of the charge; the refund below tells of the same.
        'charge.refunded ignored false',
        'refund.updated look true',
      ]),
    )
  }))
