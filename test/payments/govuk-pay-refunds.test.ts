import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../server/ids.ts'
import type { RefundRequest } from '../../server/payments/gateway.ts'
import type { Fetch } from '../../server/payments/gateways/ask-gateway.ts'
import type { Fault } from '../support/govuk-pay.ts'
import { type AtPay, withPay } from './at-govuk-pay.ts'

const refundOf = (gatewayPaymentId: string, amountPence: number, change: Partial<RefundRequest> = {}) => ({
  gatewayPaymentId,
  refundId: newId(),
  amountPence,
  reason: 'The collection was missed',
  knownRefundIds: [],
  ...change,
})
/** A first try whose reply is lost, and since when there was one. */
async function lostRefund({ pay, gateway, settings }: AtPay, request: RefundRequest): Promise<Date> {
  const triedSince = new Date(pay.now.ms)
  pay.faults.push({ kind: 'reply-lost', method: 'POST' })
  expect((await gateway.refund!(settings, request)).kind).toBe('unreachable')
  return triedSince
}
const isRefundPost = (url: string, init: RequestInit) => init.method === 'POST' && url.endsWith('/refunds')
const hour = 3_600_000

test('Pay is told how much is expected to be left, surcharge included, so that nothing goes back twice', () =>
  withPay(async (at) => {
    at.pay.account.surchargePence = 250
    const { id } = await at.created('pay')
    const posted: unknown[] = []
    const gateway = at.through((url, init) => {
      if (isRefundPost(url, init)) posted.push(JSON.parse(String(init.body)))
      return fetch(url, init)
    })
    const first = await gateway.refund!(at.settings, refundOf(id, 1000))
    const second = await gateway.refund!(at.settings, refundOf(id, 1750))
    expect([first, second]).toMatchObject([
      { kind: 'submitted', state: 'success' },
      { kind: 'submitted', state: 'success' },
    ])
    expect(posted).toEqual([
      { amount: 1000, refund_amount_available: 2750 },
      { amount: 1750, refund_amount_available: 1750 },
    ])
    expect(at.pay.refunded(id)).toBe(2750)
  }))

test('several refunds at once are all made when there is enough, and never above what was taken', () =>
  withPay(async ({ pay, gateway, settings, created }) => {
    const { id } = await created('pay')
    const both = await Promise.all(
      [1000, 1500].map((amount) => gateway.refund!(settings, refundOf(id, amount))),
    )
    expect(both.map(({ kind }) => kind)).toEqual(['submitted', 'submitted'])
    const { id: other } = await created('pay')
    const many = await Promise.all(
      [1500, 1500, 1500].map((amount) => gateway.refund!(settings, refundOf(other, amount))),
    )
    expect(many.map(({ kind }) => kind).sort()).toEqual(['refused', 'refused', 'submitted'])
    expect(pay.refunded(other)).toBe(1500)
  }))

test('what moved between reading and paying back is read and decided again', () =>
  withPay(async (at) => {
    const { id } = await at.created('pay')
    const meanwhile = [300, 1500]
    const gateway = at.through((url, init) => {
      const pence = isRefundPost(url, init) ? meanwhile.shift() : undefined
      if (pence) at.pay.refundByHand(id, pence)
      return fetch(url, init)
    })
    expect((await gateway.refund!(at.settings, refundOf(id, 200))).kind).toBe('submitted')
    expect(at.pay.refunded(id)).toBe(300 + 1500 + 200)
    meanwhile.push(400)
    expect(await gateway.refund!(at.settings, refundOf(id, 500))).toEqual({
      kind: 'refused',
      code: 'P0603',
      message: 'Only £1.00 of this payment can still be paid back',
    })
    expect(at.pay.refunded(id)).toBe(2400)
  }))

test('a payment that never keeps still is left for later', () =>
  withPay(async (at) => {
    const { id } = await at.created('pay')
    const gateway = at.through((url, init) => {
      if (isRefundPost(url, init)) at.pay.refundByHand(id, 1)
      return fetch(url, init)
    })
    expect((await gateway.refund!(at.settings, refundOf(id, 500))).kind).toBe('unreachable')
    expect(at.pay.refunded(id)).toBe(3)
  }))

test('while the list of refunds lags behind, a refund that may have been made is not made again', () =>
  withPay(async (at) => {
    const { pay, gateway, settings } = at
    const { id } = await at.created('pay')
    pay.account.refundsListed = false
    const wanted = refundOf(id, 700)
    const again = { ...wanted, triedSince: await lostRefund(at, wanted) }
    for (let tries = 0; tries < 3; tries++) {
      expect(await gateway.refund!(settings, again)).toEqual({
        kind: 'unreachable',
        message: 'GOV.UK Pay does not list every refund of this payment yet',
      })
    }
    pay.account.refundsListed = true
    const [made] = pay.payments.get(id)!.refunds
    expect(await gateway.refund!(settings, again)).toEqual({
      kind: 'submitted',
      gatewayRefundId: made?.id,
      state: 'success',
    })
    expect(pay.refunded(id)).toBe(700)
  }))

test('other refunds, known or made by hand, do not hide ours and are not taken for it', () =>
  withPay(async (at) => {
    const { pay, gateway, settings } = at
    const { id } = await at.created('pay')
    const old = pay.refundByHand(id, 300)
    pay.now.ms += hour
    const known = await gateway.refund!(settings, refundOf(id, 300))
    if (known.kind !== 'submitted') throw new Error(known.kind)
    // The first try never got there: of the two of its amount one is known and one is much older.
    pay.refundByHand(id, 500)
    const knownRefundIds = [known.gatewayRefundId]
    const triedSince = new Date(pay.now.ms)
    const wanted = refundOf(id, 300, { knownRefundIds })
    const made = await gateway.refund!(settings, { ...wanted, triedSince })
    expect(made.kind).toBe('submitted')
    expect(pay.refunded(id)).toBe(300 + 300 + 500 + 300)
    // Another one did get there, and only it is found.
    if (made.kind !== 'submitted') return
    const next = refundOf(id, 300, { knownRefundIds: [...knownRefundIds, made.gatewayRefundId] })
    const since = await lostRefund(at, next)
    const found = await gateway.refund!(settings, { ...next, triedSince: since })
    if (found.kind !== 'submitted') throw new Error(found.kind)
    expect([old.id, ...next.knownRefundIds]).not.toContain(found.gatewayRefundId)
    expect(pay.refunded(id)).toBe(1700)
  }))

test('a list that still shows an ended refund as under way does not explain away ours', () =>
  withPay(async (at) => {
    const { pay, settings } = at
    const { id } = await at.created('pay')
    pay.refundByHand(id, 700).status = 'error'
    pay.now.ms += hour
    pay.account.refundsListed = false
    const wanted = refundOf(id, 700)
    const triedSince = await lostRefund(at, wanted)
    pay.payments.get(id)!.refunds[0]!.listed = true
    const stale: Fetch = async (url, init) => {
      const reply = await fetch(url, init)
      if (!url.endsWith('/refunds') || init.method !== 'GET') return reply
      return new Response((await reply.text()).replaceAll('"error"', '"submitted"'))
    }
    const outcome = await at.through(stale).refund!(settings, { ...wanted, triedSince })
    expect(outcome.kind).toBe('unreachable')
    expect(pay.refunded(id)).toBe(700)
  }))

test('a refund that was made and failed is told as failed, not quietly made again', () =>
  withPay(async (at) => {
    const { pay, gateway, settings } = at
    const { id } = await at.created('pay')
    pay.account.refundsEnd = 'error'
    const wanted = refundOf(id, 700)
    const triedSince = await lostRefund(at, wanted)
    pay.account.refundsEnd = 'success'
    expect(await gateway.refund!(settings, { ...wanted, triedSince })).toMatchObject({
      kind: 'submitted',
      state: 'error',
    })
    expect(pay.refunded(id)).toBe(0)
  }))

test('after an earlier try a key that is not accepted says nothing of what that try did', () =>
  withPay(async (at) => {
    const { pay, gateway, settings } = at
    const { id } = await at.created('pay')
    const wanted = refundOf(id, 700)
    const triedSince = await lostRefund(at, wanted)
    for (const status of [401, 403, 404]) {
      pay.faults.push({ kind: 'status', status })
      expect((await gateway.refund!(settings, wanted)).kind).toBe('refused')
      pay.faults.push({ kind: 'status', status })
      expect((await gateway.refund!(settings, { ...wanted, triedSince })).kind).toBe('unreachable')
    }
    expect(pay.refunded(id)).toBe(700)
  }))

test('what is not captured yet is paid back later; what failed, is full or switched off is refused', () =>
  withPay(async ({ pay, gateway, settings, created }) => {
    pay.account.captures = 'later'
    const { id } = await created('pay')
    expect(await gateway.refund!(settings, refundOf(id, 700))).toEqual({
      kind: 'unreachable',
      message: 'GOV.UK Pay pays back only what it has captured, and has not yet',
    })
    pay.capture(id)
    expect((await gateway.refund!(settings, refundOf(id, 2500))).kind).toBe('submitted')
    const refused = async (paymentId: string) => {
      const outcome = await gateway.refund!(settings, refundOf(paymentId, 1))
      return outcome.kind === 'refused' ? outcome.code : outcome.kind
    }
    expect(await refused(id)).toBe('P0603')
    expect(await refused((await created('decline')).id)).toBe('P0603')
    pay.account.captures = 'at-once'
    const { id: disputed } = await created('pay')
    pay.faults.push({ kind: 'status', status: 400, code: 'P0603', method: 'POST' })
    expect(await refused(disputed)).toBe('P0603')
    pay.account.refunds = false
    expect(await refused(disputed)).toBe('P0941')
    expect(pay.refunded(disputed)).toBe(0)
  }))

test('a refund is asked about until it has ended, and one Pay does not know is missing', () =>
  withPay(async ({ pay, gateway, settings, created }) => {
    const { id } = await created('pay')
    pay.account.refundsEnd = 'submitted'
    const outcome = await gateway.refund!(settings, refundOf(id, 700))
    if (outcome.kind !== 'submitted') throw new Error(outcome.kind)
    expect(outcome.state).toBe('submitted')
    const look = () => gateway.queryRefund!(settings, id, outcome.gatewayRefundId)
    expect(await look()).toEqual({ kind: 'found', state: 'submitted', amountPence: 700 })
    for (const status of ['success', 'error'] as const) {
      pay.payments.get(id)!.refunds[0]!.status = status
      expect(await look()).toEqual({ kind: 'found', state: status, amountPence: 700 })
    }
    for (const unknown of [newId(), '../refunds', 'a/b?c', ' ']) {
      expect((await gateway.queryRefund!(settings, id, unknown)).kind).toBe('missing')
    }
    expect((await gateway.queryRefund!(settings, newId(), outcome.gatewayRefundId)).kind).toBe('missing')
  }))

test('whatever is lost, late or broken on the way, trying again ends with the money paid back once', () =>
  withPay(async (at) => {
    const { pay, gateway, settings } = at
    const lost: Fault = { kind: 'reply-lost', method: 'POST' }
    const other = fc.constantFrom<Fault[]>(
      { kind: 'reply-lost', method: 'GET' },
      { kind: 'status', status: 500, method: 'POST' },
      { kind: 'status', status: 503, method: 'GET' },
      { kind: 'status', status: 412, code: 'P0604', method: 'POST' },
      { kind: 'html', method: 'POST' },
      { kind: 'status', status: 429, code: 'P0900' },
    )
    const anyFault = fc.oneof(fc.constant(lost), other)
    const anyCall = fc.record({ faults: fc.array(anyFault, { maxLength: 2 }), listed: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { maxLength: 5 }), async (calls) => {
        pay.faults.length = 0
        pay.account.refundsListed = true
        const { id } = await at.created('pay')
        const byHand = pay.refundByHand(id, 300)
        const wanted = refundOf(id, 700, { knownRefundIds: [byHand.id] })
        let triedSince: Date | undefined
        let ended = false
        for (const { faults, listed } of [...calls, { faults: [], listed: true }]) {
          pay.faults.splice(0, Infinity, ...faults)
          pay.account.refundsListed = listed
          const began = new Date(pay.now.ms)
          const outcome = await gateway.refund!(settings, { ...wanted, ...(triedSince && { triedSince }) })
          expect(['submitted', 'unreachable']).toContain(outcome.kind)
          expect([0, 700]).toContain(pay.refunded(id) - 300)
          triedSince ??= began
          ended = outcome.kind === 'submitted'
          if (ended) break
        }
        expect(ended).toBe(true)
        expect(pay.refunded(id)).toBe(1000)
      }),
      { numRuns: 100 },
    )
  }))
