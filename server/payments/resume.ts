import { openAccount } from './accounts.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { Payment } from './payment-store.ts'
import { settlePayment } from './settle.ts'
import type { StartOutcome } from './start-outcome.ts'

/**
 * Takes up an attempt that its gateway knows: a fresh link while it can be paid; settled when it is over.
 * Undefined when it ended without money, so that a new attempt may begin. When the gateway does not answer, the resident may
 * have paid already: they are told that we are checking, never to pay again.
 */
export async function resumeAttempt(deps: PaymentDeps, attempt: Payment): Promise<StartOutcome | undefined> {
  const account = await openAccount(deps, attempt.gatewayAccountId)
  const answer = await account.gateway.query(account.settings, attempt.gatewayPaymentId ?? '')
  const checking: StartOutcome = { kind: 'checking', paymentId: attempt.id }
  if (answer.kind !== 'found') {
    deps.log.warn(
      { paymentId: attempt.id, gateway: attempt.gateway, answer: answer.kind },
      'payment.not-resumed',
    )
    return checking
  }
  const { status } = answer
  if (!status.finished && status.state !== 'success') {
    return status.nextUrl ? { kind: 'redirect', url: status.nextUrl, paymentId: attempt.id } : checking
  }
  const settled = await settlePayment(deps, attempt.id, 'start')
  if (settled.state === 'success' || settled.state === 'overpaid') return { kind: 'paid' }
  return settled.finished && settled.state !== 'mismatched' ? undefined : checking
}
