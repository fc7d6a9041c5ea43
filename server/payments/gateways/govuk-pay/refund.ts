import { formatPence, sumPence } from '../../../money.ts'
import type { GatewayRefused, RefundOutcome, RefundQueryOutcome, RefundRequest } from '../../gateway.ts'
import { type PayAsk, paymentPath } from './pay-call.ts'
import {
  notDone,
  notKnown,
  type ReadRefund,
  readPayPayment,
  readPayRefund,
  readPayRefundList,
  unreadable,
} from './replies.ts'

/** How often the amount available may move under our hands within one call. */
const rounds = 3
/** By how much Pay's clock and ours may differ. Taking somebody else's refund for ours is mended by hand; paying twice is not. */
const clockSkewMs = 120_000

/**
 * Pays back, once. Pay has no idempotency key for refunds; its guard is `refund_amount_available`, which must be what the
 * payment has left: read, decide, post, and decide again when it moved meanwhile (412 P0604). After an earlier try that may
 * have got through, nothing is posted until every penny that is gone is explained by refunds that are not that try's.
 * Source: docs.payments.service.gov.uk/refunding_payments
 */
export async function refundAtPay(ask: PayAsk, request: RefundRequest): Promise<RefundOutcome> {
  for (let round = 0; round < rounds; round++) {
    const decision = await decide(ask, request)
    if (decision.kind !== 'pay-back') return decision
    const reply = await ask('POST', `${paymentPath(request.gatewayPaymentId)}/refunds`, {
      amount: request.amountPence,
      refund_amount_available: decision.availablePence,
    })
    if (reply.kind === 'reply' && reply.status === 412) continue
    if (reply.kind === 'silence' || (reply.status !== 202 && reply.status !== 200)) return notDone(reply)
    const refund = readPayRefund(reply.body)
    return refund?.amountPence === request.amountPence ? submitted(refund) : unreadable()
  }
  return { kind: 'unreachable', message: 'What can be paid back of this payment kept changing' }
}

export async function queryRefundAtPay(
  ask: PayAsk,
  gatewayPaymentId: string,
  gatewayRefundId: string,
): Promise<RefundQueryOutcome> {
  const reply = await ask(
    'GET',
    `${paymentPath(gatewayPaymentId)}/refunds/${encodeURIComponent(gatewayRefundId)}`,
  )
  if (reply.kind === 'reply' && reply.status === 404) return { kind: 'missing' }
  if (reply.kind === 'silence' || reply.status !== 200) return notDone(reply)
  const refund = readPayRefund(reply.body)
  if (refund?.gatewayRefundId !== gatewayRefundId) return unreadable()
  return { kind: 'found', state: refund.state, amountPence: refund.amountPence }
}

type Decision = { kind: 'pay-back'; availablePence: number } | RefundOutcome

async function decide(ask: PayAsk, request: RefundRequest): Promise<Decision> {
  const reply = await ask('GET', paymentPath(request.gatewayPaymentId))
  if (reply.kind === 'silence' || reply.status !== 200) {
    // After an earlier try, being refused a look says nothing of what that try did.
    return request.triedSince ? notKnown(reply) : notDone(reply)
  }
  const payment = readPayPayment(reply.body)
  if (payment?.gatewayPaymentId !== request.gatewayPaymentId || !payment.refunds) return unreadable()
  const { availability, availablePence, gonePence } = payment.refunds
  if (request.triedSince) {
    const earlier = await earlierTry(ask, request, request.triedSince, gonePence)
    if (earlier) return earlier
  }
  if (payment.status.state !== 'success') return refused('Only a payment that was taken can be paid back')
  if (availability === 'pending') {
    return { kind: 'unreachable', message: 'GOV.UK Pay pays back only what it has captured, and has not yet' }
  }
  if (availability === 'unavailable') return refused('GOV.UK Pay does not pay this payment back')
  if (request.amountPence > availablePence) {
    return refused(`Only ${formatPence(availablePence)} of this payment can still be paid back`)
  }
  return { kind: 'pay-back', availablePence }
}

/**
 * The refund that an earlier try made, or that this cannot be told yet; undefined when no earlier try got through. The list of
 * a payment's refunds lags behind (it is eventually consistent), so it only says which refunds to ask for; the amount that is
 * gone and each refund by itself do not lag. More gone than they explain is a refund that the list will show later.
 */
async function earlierTry(
  ask: PayAsk,
  request: RefundRequest,
  triedSince: Date,
  gonePence: number,
): Promise<RefundOutcome | undefined> {
  const list = await ask('GET', `${paymentPath(request.gatewayPaymentId)}/refunds`)
  if (list.kind === 'silence' || list.status !== 200) return notKnown(list)
  const listed = readPayRefundList(list.body)
  if (!listed) return unreadable()
  const ids = new Set([...request.knownRefundIds, ...listed.map((refund) => refund.gatewayRefundId)])
  const refunds: ReadRefund[] = []
  for (const id of ids) {
    const path = `${paymentPath(request.gatewayPaymentId)}/refunds/${encodeURIComponent(id)}`
    const reply = await ask('GET', path)
    if (reply.kind === 'silence' || reply.status !== 200) return notKnown(reply)
    const refund = readPayRefund(reply.body)
    if (refund?.gatewayRefundId !== id) return unreadable()
    refunds.push(refund)
  }
  const since = triedSince.getTime() - clockSkewMs
  const ours = refunds
    .filter((refund) => !request.knownRefundIds.includes(refund.gatewayRefundId))
    .filter((refund) => refund.amountPence === request.amountPence && refund.createdAt.getTime() >= since)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0]
  if (ours) return submitted(ours)
  // A refund that ended in error gave its money back to what is available.
  const explained = sumPence(
    refunds.filter(({ state }) => state !== 'error').map((refund) => refund.amountPence),
  )
  if (explained === gonePence) return undefined
  return { kind: 'unreachable', message: 'GOV.UK Pay does not list every refund of this payment yet' }
}

function submitted(refund: ReadRefund): RefundOutcome {
  return { kind: 'submitted', gatewayRefundId: refund.gatewayRefundId, state: refund.state }
}

/** Under the code that Pay itself would give. */
function refused(message: string): GatewayRefused {
  return { kind: 'refused', code: 'P0603', message }
}
