import { expect, test } from 'vitest'
import { newId } from '../../server/ids.ts'
import type { RefundRequest } from '../../server/payments/gateway.ts'
import { twisted, withStripe } from './a-stripe.ts'

const refundOf = (gatewayPaymentId: string, amountPence: number): RefundRequest => ({
  gatewayPaymentId,
  refundId: newId(),
  amountPence,
  reason: 'The collection was missed',
  knownRefundIds: [],
})

test('Stripe is told which refund it is, and nothing of what the officer wrote', () =>
  withStripe(async ({ stripe, settings, gateway, paid }) => {
    const { id, session } = await paid()
    const wanted = refundOf(id, 700)
    await gateway.refund!(settings, wanted)
    const { headers, body } = stripe.asked.at(-1)!
    expect(headers.get('idempotency-key')).toBe(wanted.refundId)
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      payment_intent: session.intent!.id,
      amount: '700',
      reason: 'requested_by_customer',
      'metadata[refund]': wanted.refundId,
      'metadata[session]': id,
    })
  }))

test('a refund stands as Stripe says, and one that fails later says why', () =>
  withStripe(async ({ stripe, settings, gateway, paid }) => {
    const states = {
      pending: 'submitted',
      requires_action: 'submitted',
      succeeded: 'success',
      failed: 'error',
      canceled: 'error',
    } as const
    for (const [status, state] of Object.entries(states)) {
      const { id } = await paid()
      stripe.refundsBecome = status as keyof typeof states
      const made = await gateway.refund!(settings, refundOf(id, 700))
      expect(made).toMatchObject({ kind: 'submitted', state })
      if (made.kind !== 'submitted') continue
      const refund = stripe.refunds.get(made.gatewayRefundId)!
      Object.assign(refund, { status: 'failed', failureReason: 'expired_or_canceled_card' })
      expect(await gateway.queryRefund!(settings, id, refund.id)).toEqual({
        kind: 'found',
        state: 'error',
        amountPence: 700,
        code: 'expired_or_canceled_card',
      })
    }
  }))

test('more than is left is refused with Stripe’s reason, and moves nothing', () =>
  withStripe(async ({ stripe, settings, gateway, create, paid }) => {
    const { id } = await paid()
    expect(await gateway.refund!(settings, refundOf(id, 2501))).toMatchObject({ kind: 'refused' })
    await gateway.refund!(settings, refundOf(id, 2500))
    expect(await gateway.refund!(settings, refundOf(id, 1))).toMatchObject({
      kind: 'refused',
      code: 'charge_already_refunded',
    })
    const coming = await create()
    stripe.visit(coming.link, 'pay-later')
    expect(await gateway.refund!(settings, refundOf(coming.id, 1))).toMatchObject({
      kind: 'refused',
      code: 'not-paid',
    })
    expect([stripe.refunded(id), stripe.refunds.size]).toEqual([2500, 1])
  }))

test('a refund that was made is found again when Stripe has forgotten its key', () =>
  withStripe(async ({ stripe, settings, gateway, paid }) => {
    const { id } = await paid()
    const wanted = refundOf(id, 700)
    const first = await gateway.refund!(settings, wanted)
    await gateway.refund!(settings, refundOf(id, 700))
    stripe.forgetKeys()
    expect(await gateway.refund!(settings, { ...wanted, triedSince: new Date() })).toEqual(first)
    expect(stripe.refunded(id)).toBe(1400)
  }))

test('among more refunds than one page, one that is not seen is not taken for not made', () =>
  withStripe(async ({ stripe, settings, gateway, paid }) => {
    const { id, session } = await paid()
    const wanted = refundOf(id, 7)
    await gateway.refund!(settings, wanted)
    for (let i = 0; i < 100; i++) {
      const refund = {
        intent: session.intent!.id,
        amount: 1,
        status: 'succeeded',
        reason: null,
        metadata: {},
      } as const
      stripe.refunds.set(`re_${i}`, { ...refund, id: `re_${i}`, created: 0 })
    }
    stripe.forgetKeys()
    const again = await gateway.refund!(settings, { ...wanted, triedSince: new Date() })
    expect(again.kind).toBe('unreachable')
    expect(stripe.refunds.size).toBe(101)
  }))

test('an answer about another refund, amount or currency is not believed', () =>
  withStripe(async ({ stripe, settings, gateway, paid }) => {
    const [mine, other] = [await paid(), await paid()]
    const made = await gateway.refund!(settings, refundOf(mine.id, 700))
    if (made.kind !== 'submitted') throw new Error(made.kind)
    expect((await gateway.queryRefund!(settings, other.id, made.gatewayRefundId)).kind).toBe('unreachable')
    expect((await gateway.queryRefund!(settings, mine.id, 're_nobody')).kind).toBe('missing')
    const changes = [
      { amount: 699 },
      { amount: 700.5 },
      { currency: 'usd' },
      { status: 'dreaming' },
      { metadata: { refund: 'another', session: mine.id } },
      { metadata: null },
      { object: 'charge' },
    ]
    for (const change of changes) {
      const twist = twisted(stripe, (body) => (body.object === 'refund' ? { ...body, ...change } : body))
      expect((await twist.refund!(settings, refundOf(mine.id, 700))).kind, JSON.stringify(change)).toBe(
        'unreachable',
      )
      stripe.refunds.clear()
    }
  }))
