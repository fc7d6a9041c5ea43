import { expect, test } from 'vitest'
import type { GatewayStatus } from '../../server/payments/gateway.ts'
import { readPayPayment } from '../../server/payments/gateways/govuk-pay/replies.ts'
import { type AtPay, withPay } from './at-govuk-pay.ts'

async function statusOf({ gateway, settings }: AtPay, id: string): Promise<GatewayStatus> {
  const outcome = await gateway.query(settings, id)
  if (outcome.kind !== 'found') throw new Error(outcome.kind)
  return outcome.status
}
const hour = 3_600_000

test('a paid payment says how finance finds it: card, last four digits, provider’s number, day of capture', () =>
  withPay(async (at) => {
    const { id } = await at.created('pay')
    expect(await statusOf(at, id)).toEqual({
      state: 'success',
      finished: true,
      amountPence: 2500,
      traces: {
        cardBrand: 'Visa',
        lastDigits: '1111',
        transactionId: `provider-${id}`,
        capturedOn: new Date(at.pay.now.ms).toISOString().slice(0, 10),
      },
    })
  }))

test('a success is not finished before its day of capture, and may still turn to error', () =>
  withPay(async (at) => {
    at.pay.account.captures = 'later'
    const [kept, lost] = [await at.created('pay'), await at.created('pay')]
    expect(await statusOf(at, kept.id)).toMatchObject({ state: 'success', finished: false })
    expect((await statusOf(at, kept.id)).nextUrl).toBeUndefined()
    at.pay.now.ms += 3 * 24 * hour
    expect(await statusOf(at, lost.id)).toMatchObject({ state: 'success', finished: false })
    at.pay.capture(kept.id)
    expect(await statusOf(at, kept.id)).toMatchObject({ state: 'success', finished: true })
    at.pay.failCapture(lost.id)
    expect(await statusOf(at, lost.id)).toMatchObject({ state: 'error', finished: true, code: 'P0050' })
  }))

test('a corporate card’s surcharge is told apart from the amount that was asked', () =>
  withPay(async (at) => {
    at.pay.account.surchargePence = 250
    const { id } = await at.created('pay')
    expect(await statusOf(at, id)).toMatchObject({ amountPence: 2500, surchargePence: 250 })
  }))

test('with delayed capture the card is charged when we say so, once', () =>
  withPay(async (at) => {
    at.settings.delayedCapture = 'yes'
    const { gateway, settings } = at
    const { id } = await at.created('pay')
    const held = await statusOf(at, id)
    expect(held).toMatchObject({ state: 'capturable', finished: false })
    expect(held.nextUrl).toBeUndefined()
    expect(await gateway.capture!(settings, id)).toEqual({ kind: 'captured' })
    expect(await statusOf(at, id)).toMatchObject({ state: 'success', finished: true })
    // Asked again after a lost reply, it has been done.
    expect(await gateway.capture!(settings, id)).toEqual({ kind: 'captured' })
  }))

test('a capture whose reply is lost is not known, and found done when it is asked again', () =>
  withPay(async (at) => {
    at.settings.delayedCapture = 'yes'
    const { id } = await at.created('pay')
    at.pay.faults.push({ kind: 'reply-lost' })
    expect((await at.gateway.capture!(at.settings, id)).kind).toBe('unreachable')
    expect(await at.gateway.capture!(at.settings, id)).toEqual({ kind: 'captured' })
  }))

test('what is not capturable any more is too late: expired after 120 hours, cancelled, or not paid at all', () =>
  withPay(async (at) => {
    at.settings.delayedCapture = 'yes'
    const { gateway, settings, pay } = at
    const [late, cancelled, open] = [await at.created('pay'), await at.created('pay'), await at.created()]
    expect(await gateway.capture!(settings, open.id)).toEqual({ kind: 'too-late' })
    expect(await gateway.cancel!(settings, cancelled.id)).toEqual({ kind: 'cancelled' })
    expect(await gateway.capture!(settings, cancelled.id)).toEqual({ kind: 'too-late' })
    pay.now.ms += 119 * hour
    expect((await statusOf(at, late.id)).state).toBe('capturable')
    pay.now.ms += hour
    expect(await gateway.capture!(settings, late.id)).toEqual({ kind: 'too-late' })
    expect(await statusOf(at, late.id)).toMatchObject({ state: 'failed', finished: true, code: 'P0020' })
  }))

test('a capture that cannot be asked about is not known', () =>
  withPay(async (at) => {
    const { id } = await at.created('pay')
    at.pay.faults.push({ kind: 'status', status: 500, method: 'GET' })
    expect((await at.gateway.capture!(at.settings, id)).kind).toBe('unreachable')
    expect((await at.gateway.capture!(at.settings, 'unknown')).kind).toBe('unreachable')
  }))

test('a payment is read with anything that may be missing missing, and traces that make no sense left out', () => {
  const bare = {
    payment_id: 'p1',
    amount: 2500,
    state: { status: 'success', finished: true },
  }
  const unfinished = { state: 'success', finished: false, amountPence: 2500 }
  expect(readPayPayment(bare)?.status).toEqual(unfinished)
  const empty = { card_details: null, settlement_summary: null, provider_id: null, refund_summary: null }
  expect(readPayPayment({ ...bare, ...empty, _links: null, total_amount: null })?.status).toEqual(unfinished)
  const odd = {
    provider_id: 7,
    card_details: { card_brand: ['Visa'], last_digits_card_number: '4444333322221111' },
    settlement_summary: { captured_date: 'soon', settled_date: 20261122 },
  }
  expect(readPayPayment({ ...bare, ...odd })?.status).toEqual(unfinished)
  const settled = { captured_date: '2026-11-22', settled_date: '2026-11-24' }
  expect(readPayPayment({ ...bare, settlement_summary: settled })?.status).toEqual({
    ...unfinished,
    finished: true,
    traces: { capturedOn: '2026-11-22', settledOn: '2026-11-24' },
  })
})

test('what decides about money is never guessed: another type, a new state or half a penny is no payment', () => {
  const bare = { payment_id: 'p1', amount: 2500, state: { status: 'success', finished: true } }
  for (const wrong of [
    { payment_id: '' },
    { amount: '2500' },
    { amount: 25.5 },
    { state: { status: 'levitating', finished: true } },
    { state: { status: 'success' } },
    { corporate_card_surcharge: -1 },
    { total_amount: '2500' },
    { refund_summary: { status: 'available', amount_available: -1 } },
    { _links: { next_url: { href: 'javascript:alert(1)' } } },
  ]) {
    expect(readPayPayment({ ...bare, ...wrong })).toBeUndefined()
  }
  for (const nothing of [undefined, null, [], 'success', 1]) expect(readPayPayment(nothing)).toBeUndefined()
})
