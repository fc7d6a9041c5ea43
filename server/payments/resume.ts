import { openAccount } from './accounts.ts'
import type { GatewayStatus } from './gateway.ts'
import { isHeld, isPaid } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { Payment } from './payment-store.ts'
import { settlePayment } from './settle.ts'
import type { StartOutcome } from './start-outcome.ts'
import { supersede } from './supersede.ts'

/**
 * Takes up an attempt that its gateway knows: a fresh link while it can be paid; settled when it is over.
 * Undefined when it ended without money, so that a new attempt may begin. When the gateway does not answer, the resident may
 * have paid already: they are told that we are checking, never to pay again.
 */
export async function resumeAttempt(deps: PaymentDeps, attempt: Payment): Promise<StartOutcome | undefined> {
  const { gateway, settings } = await openAccount(deps, attempt.gatewayAccountId ?? '')
  const answer = await gateway.query(settings, attempt.gatewayPaymentId ?? '')
  const checking: StartOutcome = { kind: 'checking', paymentId: attempt.id }
  if (answer.kind !== 'found') {
    deps.log.warn(
      { paymentId: attempt.id, gateway: attempt.gateway, answer: answer.kind },
      'payment.not-resumed',
    )
    return checking
  }
  const { status } = answer
  if (status.state === 'created' || status.state === 'started') {
    const url = linkOf(deps, attempt, status)
    if (url) return { kind: 'redirect', url, paymentId: attempt.id }
    // Nobody can get back to its page any more: it is ended as far as it can be.
    return supersede(deps, attempt)
  }
  if (status.state === 'submitted') return checking
  const settled = await settlePayment(deps, attempt.id, 'start')
  if (isPaid(settled.state) || settled.state === 'overpaid') return { kind: 'paid' }
  return settled.finished && !isHeld(settled.state) ? undefined : checking
}

/**
 * A fresh link where the gateway gives one. Where it never does, the first one, for as long as the gateway lets it be paid: a link
 * that it has used up leads to its own page, and from there back to us.
 */
function linkOf(deps: PaymentDeps, attempt: Payment, status: GatewayStatus): string | undefined {
  if (status.nextUrl) return status.nextUrl
  return attempt.sealedLink ? (deps.secrets.open(attempt.sealedLink) as string) : undefined
}
