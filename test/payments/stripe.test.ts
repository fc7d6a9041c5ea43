import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { PaymentLine } from '../../server/payments/gateway.ts'
import { sessionParams } from '../../server/payments/gateways/stripe/session.ts'
import { aStripe, stripeGateway, stripeRequest, withStripe } from './a-stripe.ts'
import { lines } from './a-submission.ts'
import { gatewayContract } from './gateway-contract.ts'

gatewayContract('Stripe', async () => {
  const { stripe, settings } = await aStripe()
  const gateway = (options: object = {}) => stripeGateway(stripe.url, options)
  return {
    gateway,
    settings,
    wrongSettings: gateway().parseSettings({
      apiKey: 'sk_test_0123456789abcdefghij',
      webhookSecrets: ['whsec_another_secret'],
    }),
    origin: 'http://localhost:3000',
    async payer(nextUrl, does) {
      if (does === 'cancel') return stripe.visit(nextUrl, 'back')
      if (does !== 'decline') return stripe.visit(nextUrl, does)
      // A declined card ends nothing at Stripe. What ends without money is a bank debit that the bank turns down.
      const visited = stripe.visit(nextUrl, 'pay-later')
      if (visited === 'done') stripe.bankSays(new URL(nextUrl).pathname.slice('/c/pay/'.length), 'failed')
      return visited
    },
    cancelsUnseen: true,
    expire: (on) => {
      stripe.ahead += on ? 91 * 60 : -91 * 60
    },
    webhooks: async (id) => stripe.webhooks(id).map((message) => ({ ...message, proof: '' })),
    signatureHeader: 'stripe-signature',
    refunded: (id) => stripe.refunded(id),
    secretsOf: (of) => [of.apiKey, of.webhookSecrets].flat().map(String),
    close: stripe.close,
  }
})

afterEach(() => {
  vi.useRealTimers()
})

test('Stripe is told the lines, the funds, the reference and our attempt, and nothing of the answers', () =>
  withStripe(async ({ stripe, create }) => {
    const idempotencyKey = 'b5c1f1f0a3d94d0f8d1c8f0e7a6b5c4d'
    const payer = { name: 'Ada Byron', email: 'ada@example.com', address: { postcode: 'LE1 1AA' } }
    const { session } = await create({ idempotencyKey, payer, language: 'cy' })
    const metadata = {
      attempt: idempotencyKey,
      reference: 'BW-7K2M4P6RTX',
      form: 'bulky-waste',
      fund: 'BW, TW',
    }
    const { expires_at, ...fields } = session.fields
    expect(fields).toEqual({
      mode: 'payment',
      submit_type: 'pay',
      locale: 'en-GB',
      adaptive_pricing: { enabled: 'false' },
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: 'gbp',
            unit_amount: 1900,
            product_data: {
              name: 'Collection',
              metadata: { code: 'collection', fund: 'BW', ledger: 'R1234' },
            },
          },
        },
        {
          quantity: 2,
          price_data: {
            currency: 'gbp',
            unit_amount: 300,
            product_data: { name: 'Bags', metadata: { code: 'bag', fund: 'TW' } },
          },
        },
      ],
      client_reference_id: 'BW-7K2M4P6RTX',
      metadata,
      payment_intent_data: { description: 'Bulky waste collection', metadata },
      customer_email: 'ada@example.com',
      success_url: stripeRequest().returnUrl,
      cancel_url: stripeRequest().returnUrl,
    })
    const headers = stripe.asked[0]!.headers
    expect(headers.get('idempotency-key')).toBe(idempotencyKey)
    expect(headers.get('stripe-version')).toBe('2026-10-28.endive')
    // Stripe's package would also tell of our machine and our last requests.
    expect(headers.get('x-stripe-client-telemetry')).toBeNull()
    expect(headers.get('x-stripe-client-user-agent')).not.toMatch(/platform|telemetry_id/)
  }))

test('an address that Stripe might not like is left for the payer to type', () =>
  withStripe(async ({ create }) => {
    for (const email of ['not an address', 'a@b', 'é@example.com', `${'a'.repeat(250)}@example.com`, '']) {
      expect((await create({ payer: { email } })).session.fields.customer_email).toBeUndefined()
    }
  }))

test('lines that Stripe cannot multiply or show become one line of the whole amount', () =>
  withStripe(async ({ create }) => {
    const [first, second] = lines(2500) as [PaymentLine, PaymentLine]
    const off = (change: Partial<PaymentLine>) => [first, { ...second, ...change }]
    const cases: [amountPence: number, lines: PaymentLine[]][] = [
      [1300, off({ quantity: 2, amountPence: -300, totalPence: -600 })],
      [2500, off({ quantity: 7, amountPence: 86 })],
      [2500, off({ quantity: 1.5, amountPence: 400 })],
      [2500, off({ quantity: 0, amountPence: 600 })],
      // The line does not multiply out, though the sum would.
      [
        2500,
        [
          { ...first, totalPence: 1800 },
          { ...second, totalPence: 700 },
        ],
      ],
      // The lines are not the amount.
      [2400, lines(2500)],
      [10_100, Array.from({ length: 101 }, () => ({ ...first, amountPence: 100, totalPence: 100 }))],
      [2500, []],
    ]
    for (const [amountPence, given] of cases) {
      const { session } = await create({ amountPence, lines: given })
      expect(session.amount).toBe(amountPence)
      expect(session.fields.line_items).toEqual([
        {
          quantity: 1,
          price_data: {
            currency: 'gbp',
            unit_amount: amountPence,
            product_data: { name: 'Bulky waste collection' },
          },
        },
      ])
    }
    const hundred = Array.from({ length: 100 }, () => ({ ...first, amountPence: 100, totalPence: 100 }))
    expect((await create({ amountPence: 10_000, lines: hundred })).session.fields.line_items).toHaveLength(
      100,
    )
  }))

test('whatever the lines are, what Stripe adds up is the amount to the penny', () => {
  const line = fc
    .record({
      quantity: fc.oneof(fc.integer({ min: -2, max: 9 }), fc.constant(0.5)),
      amountPence: fc.integer({ min: -5000, max: 500_000 }),
      off: fc.constantFrom(0, 0, 0, 1, -1),
    })
    .map(({ quantity, amountPence, off }): PaymentLine => {
      const totalPence = Math.trunc(quantity * amountPence) + off
      return { code: 'c', label: 'Line', quantity, amountPence, totalPence, vat: 'exempt', fund: 'F' }
    })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 120 }), fc.constantFrom(0, 0, 0, 1), (given, off) => {
      const amountPence = Math.max(
        30,
        given.reduce<number>((sum, { totalPence }) => sum + totalPence, off),
      )
      const items = sessionParams(stripeRequest({ amountPence, lines: given }), 0).line_items ?? []
      expect(items.length).toBeLessThanOrEqual(100)
      const sum = items.reduce(
        (total, item) => total + (item.quantity ?? 0) * (item.price_data?.unit_amount ?? 0),
        0,
      )
      expect(sum).toBe(amountPence)
      for (const item of items) {
        expect(Number.isSafeInteger(item.quantity) && item.quantity! >= 1).toBe(true)
        expect(item.price_data!.unit_amount).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('a session can be paid for an hour to an hour and a half, as our capability says', () =>
  withStripe(async ({ gateway, create }) => {
    for (const minute of [0, 1, 29, 30, 31, 59]) {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(Date.UTC(2026, 10, 24, 9, minute, 30)) })
      const { session } = await create()
      const minutes = (session.expiresAt - session.created) / 60
      expect(minutes).toBeGreaterThan(60 - 1)
      expect(minutes).toBeLessThanOrEqual(gateway.capabilities.payableMinutes)
    }
  }))

test('a second try gives the same session at any minute while it can be paid, and then no other one', () =>
  withStripe(async ({ stripe, gateway, settings }) => {
    const request = stripeRequest()
    const start = Date.UTC(2026, 10, 24, 9, 29, 59)
    const tryAt = (minutes: number, change = {}) => {
      vi.useFakeTimers({ toFake: ['Date'], now: start + minutes * 60_000 })
      return gateway.create(settings, { ...request, ...change })
    }
    const first = await tryAt(0)
    for (const minutes of [0.1, 1, 30, 31, 59]) expect(await tryAt(minutes)).toEqual(first)
    expect(await tryAt(31, { amountPence: 1 })).toMatchObject({ kind: 'refused', code: 'idempotency_error' })
    expect((await tryAt(95)).kind).toBe('refused')
    expect(stripe.sessions.size).toBe(1)
  }))

test('a payer whose card is declined, or who goes back, comes to the same page again and can pay there', () =>
  withStripe(async ({ stripe, create, status }) => {
    const { id, link } = await create()
    stripe.visit(link, 'decline')
    expect(await status(id)).toEqual({ state: 'started', finished: false, amountPence: 2500, nextUrl: link })
    stripe.visit(link, 'back')
    expect((await status(id)).nextUrl).toBe(link)
    expect(stripe.visit(link, 'pay')).toBe('done')
    expect((await status(id)).state).toBe('success')
  }))

test('a completed session is not yet paid: a bank debit is submitted until the bank has answered', () =>
  withStripe(async ({ stripe, create, status }) => {
    const answers = {
      paid: { state: 'success', finished: true },
      failed: { state: 'failed', finished: true },
    }
    for (const says of ['paid', 'failed'] as const) {
      const { id, link, session } = await create()
      stripe.visit(link, 'pay-later')
      expect(session.status).toBe('complete')
      expect(await status(id)).toEqual({ state: 'submitted', finished: false, amountPence: 2500 })
      stripe.bankSays(id, says)
      expect(await status(id)).toMatchObject(answers[says])
    }
  }))

test('finance can find a payment: the card’s brand and last digits, the day, Stripe’s own number', () =>
  withStripe(async ({ stripe, create, paid, status }) => {
    const card = await paid()
    expect((await status(card.id)).traces).toEqual({
      transactionId: card.session.intent!.id,
      cardBrand: 'visa',
      lastDigits: '4242',
      authCode: '123456',
      capturedOn: new Date(card.session.intent!.charge!.created * 1000).toISOString().slice(0, 10),
    })
    const debit = await create()
    stripe.visit(debit.link, 'pay-later')
    stripe.bankSays(debit.id, 'paid')
    expect((await status(debit.id)).traces).toEqual({ transactionId: debit.session.intent!.id })
  }))

test('a session that we ended stays cancelled, and one whose time ran out is expired', () =>
  withStripe(async ({ stripe, settings, gateway, create, status }) => {
    const [ours, left] = [await create(), await create()]
    expect(await gateway.cancel!(settings, ours.id)).toEqual({ kind: 'cancelled' })
    stripe.ahead = 91 * 60
    expect(await status(ours.id)).toMatchObject({ state: 'cancelled', finished: true, code: 'cancelled' })
    expect(await gateway.cancel!(settings, left.id)).toEqual({ kind: 'too-late' })
    expect(await gateway.cancel!(settings, 'cs_test_nobody')).toMatchObject({ kind: 'unreachable' })
  }))

test('a session that was paid while we were about to end it is paid', () =>
  withStripe(async ({ stripe, settings, create, status }) => {
    const { id, link } = await create()
    const slow = stripeGateway(stripe.url, {
      fetch: async (url, init) => {
        if (url.endsWith('/expire')) stripe.visit(link, 'pay')
        return fetch(url, init)
      },
    })
    expect(await slow.cancel!(settings, id)).toEqual({ kind: 'too-late' })
    expect((await status(id)).state).toBe('success')
  }))

test('a session is ended only once it is marked as ended by us, unless Stripe does not let us mark it', () =>
  withStripe(async ({ stripe, settings, create, status }) => {
    const marking = (reply: () => Promise<Response>) =>
      stripeGateway(stripe.url, {
        fetch: (url, init) =>
          init.method === 'POST' && !url.endsWith('/expire') ? reply() : fetch(url, init),
      })
    const { id } = await create()
    const lost = marking(() => Promise.reject(new TypeError('socket hang up')))
    expect((await lost.cancel!(settings, id)).kind).toBe('unreachable')
    expect((await status(id)).state).toBe('created')
    const error = { type: 'invalid_request_error', message: 'This key may not do that' }
    const forbidden = marking(async () => Response.json({ error }, { status: 403 }))
    expect(await forbidden.cancel!(settings, id)).toEqual({ kind: 'cancelled' })
    expect(await status(id)).toMatchObject({ state: 'failed', finished: true, code: 'expired' })
  }))
