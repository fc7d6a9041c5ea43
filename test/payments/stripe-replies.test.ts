import { expect, test } from 'vitest'
import { readSession } from '../../server/payments/gateways/stripe/replies.ts'
import {
  intentStatuses,
  paymentStatuses,
  sessionStatuses,
} from '../../server/payments/gateways/stripe/standing.ts'
import { settledState } from '../../server/payments/settlement.ts'
import { stripeGateway, stripeRequest, twisted, withStripe } from './a-stripe.ts'

function session(change: Record<string, unknown> = {}) {
  return {
    id: 'cs_test_1',
    object: 'checkout.session',
    status: 'open',
    payment_status: 'unpaid',
    amount_total: 2500,
    currency: 'gbp',
    url: 'https://checkout.stripe.com/c/pay/cs_test_1#x',
    metadata: { attempt: 'a1' },
    payment_intent: null,
    ...change,
  }
}
const intent = (status: string, change: Record<string, unknown> = {}) => ({
  id: 'pi_1',
  status,
  amount_received: status === 'succeeded' ? 2500 : 0,
  currency: 'gbp',
  last_payment_error: null,
  cancellation_reason: null,
  latest_charge: null,
  ...change,
})

/** Every combination of the three statuses, and what it may not be taken for. */
const combinations = sessionStatuses.flatMap((status) =>
  paymentStatuses.flatMap((payment_status) =>
    ['none', ...intentStatuses].map((of) => ({ status, payment_status, of })),
  ),
)

test('money is there exactly when Stripe says paid, whatever the session and the intent say', () => {
  expect(combinations).toHaveLength(72)
  for (const { of, ...statuses } of combinations) {
    const read = readSession(session({ ...statuses, payment_intent: of === 'none' ? null : intent(of) }))
    const success = read?.status.state === 'success'
    expect(success, JSON.stringify({ of, ...statuses })).toBe(statuses.payment_status === 'paid')
    expect(read?.status.state).not.toBe('capturable')
  }
})

test('unpaid is over only when nothing can come any more, and says why', () => {
  const over = combinations.flatMap(({ of, ...statuses }) => {
    if (statuses.payment_status !== 'unpaid') return []
    const { status } = readSession(
      session({ ...statuses, payment_intent: of === 'none' ? null : intent(of) }),
    )!
    return status.finished ? [`${statuses.status} ${of}: ${status.state} ${status.code}`] : []
  })
  expect(over).toEqual([
    'complete requires_payment_method: failed requires_payment_method',
    'complete canceled: cancelled canceled',
    'expired none: failed expired',
    'expired requires_payment_method: failed expired',
    'expired requires_confirmation: failed expired',
    'expired requires_action: failed expired',
    'expired canceled: failed expired',
  ])
})

test('there is a link exactly while the payer has something to pay', () => {
  for (const { of, ...statuses } of combinations) {
    const { status } = readSession(
      session({ ...statuses, payment_intent: of === 'none' ? null : intent(of) }),
    )!
    const payable = ['created', 'started'].includes(status.state)
    expect(status.nextUrl !== undefined, JSON.stringify({ of, ...statuses })).toBe(payable)
    if (payable) expect(statuses.status).toBe('open')
  }
})

test('the code of a failed payment is the bank’s before Stripe’s', () => {
  const failed = (last_payment_error: unknown) =>
    readSession(
      session({
        status: 'complete',
        payment_intent: intent('requires_payment_method', { last_payment_error }),
      }),
    )?.status.code
  expect(failed({ code: 'card_declined', decline_code: 'insufficient_funds' })).toBe('insufficient_funds')
  expect(failed({ code: 'debit_not_authorized' })).toBe('debit_not_authorized')
  expect(failed(null)).toBe('requires_payment_method')
  expect(
    readSession(
      session({
        status: 'complete',
        payment_intent: intent('canceled', { cancellation_reason: 'fraudulent' }),
      }),
    )?.status,
  ).toMatchObject({ state: 'cancelled', code: 'fraudulent' })
  expect(
    readSession(session({ status: 'complete', payment_status: 'no_payment_required' }))?.status,
  ).toMatchObject({ state: 'error', finished: true, code: 'no_payment_required' })
})

test('another currency, another kind of amount and states of the future are not read at all', () => {
  const wrong: Record<string, unknown>[] = [
    { currency: 'usd' },
    { currency: 'GBP' },
    { currency: null },
    { amount_total: 2500.5 },
    { amount_total: '2500' },
    { amount_total: null },
    { status: 'paid' },
    { status: null },
    { payment_status: 'partly_paid' },
    { object: 'payment_intent' },
    { id: '' },
    { id: 7 },
    { url: 'javascript:alert(1)' },
    { metadata: 'x' },
    { payment_intent: intent('dreaming') },
    { payment_intent: intent('succeeded', { currency: 'eur' }) },
    { payment_intent: intent('succeeded', { amount_received: 24.99 }) },
    { payment_intent: intent('succeeded', { amount_received: undefined }) },
  ]
  for (const change of wrong) {
    expect(
      readSession(session({ payment_status: 'paid', ...change })),
      JSON.stringify(change),
    ).toBeUndefined()
  }
  for (const body of [null, undefined, 'x', [], {}, 0]) expect(readSession(body)).toBeUndefined()
})

test('traces are no more than four digits, and a strange charge does not hide that it was paid', () => {
  const charge = {
    captured: true,
    created: 1_700_000_000,
    payment_method_details: { card: { brand: 'amex', last4: '4242424242424242' } },
  }
  for (const latest_charge of [charge, { ...charge, created: 9e15 }, 'ch_1', null, { captured: 'yes' }]) {
    const read = readSession(
      session({
        status: 'complete',
        payment_status: 'paid',
        payment_intent: intent('succeeded', { latest_charge }),
      }),
    )
    expect(read?.status).toMatchObject({ state: 'success', amountPence: 2500 })
    expect(read?.status.traces).toEqual({ transactionId: 'pi_1' })
  }
})

test('another amount than ours is told as it is, and then it is a mismatch', () =>
  withStripe(async ({ stripe, paid, settings }) => {
    const { id, session: kept } = await paid()
    kept.intent!.received = 2499
    const outcome = await stripeGateway(stripe.url).query(settings, id)
    if (outcome.kind !== 'found') throw new Error(outcome.kind)
    expect(outcome.status).toMatchObject({ state: 'success', amountPence: 2499 })
    expect(settledState(2500, outcome.status, false)).toBe('mismatched')
  }))

test('nobody is sent to the page of another payment, or to one with another price or currency', () =>
  withStripe(async ({ stripe, settings }) => {
    for (const change of [
      { metadata: { attempt: 'another' } },
      { metadata: null },
      { amount_total: 2499 },
      { amount_total: 25 },
      { currency: 'usd' },
    ]) {
      const gateway = twisted(stripe, (body) => ({ ...body, ...change }))
      expect((await gateway.create(settings, stripeRequest())).kind).toBe('unreachable')
    }
  }))
