import { recordEvent } from '../people/audit.ts'
import { openAccount } from './accounts.ts'
import type { CreateRequest } from './gateway.ts'
import { isOpen } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { hasMessageFor, lockAttempts, lockNews, type Payment, updateAttempt } from './payment-store.ts'
import { resumeAttempt } from './resume.ts'
import { cannotPay, type StartOutcome } from './start-outcome.ts'

/**
 * Creates the attempt at its gateway, under the attempt's id as idempotency key: two requests at once, or a second try after a
 * lost reply or a crash, reach the same gateway payment. Its page is given out only once our own row knows the gateway's id.
 * Undefined when the attempt was closed meanwhile; its gateway payment then expires without anybody having seen its page.
 */
export async function sendAttempt(deps: PaymentDeps, attempt: Payment): Promise<StartOutcome | undefined> {
  const accountId = accountOf(attempt)
  const account = await openAccount(deps, accountId)
  const request: CreateRequest = {
    idempotencyKey: attempt.id,
    amountPence: attempt.amountPence,
    lines: attempt.lines,
    reference: attempt.reference,
    description: attempt.description,
    returnUrl: attempt.returnUrl,
    form: attempt.form,
    language: attempt.language,
    channel: attempt.channel === 'moto' ? 'moto' : 'web',
    ...(attempt.payer && { payer: attempt.payer }),
    ...(deps.webhookUrl && { webhookUrl: deps.webhookUrl(attempt.gateway, accountId) }),
  }
  const answer = await account.gateway.create(account.settings, request)
  const about = { paymentId: attempt.id, gateway: attempt.gateway }
  if (answer.kind === 'unreachable') {
    deps.log.warn({ ...about, message: answer.message }, 'payment.gateway-unreachable')
    return {
      kind: 'unavailable',
      message: 'The payment service is not answering. You have not been charged. Try again in a few minutes.',
    }
  }
  if (answer.kind === 'refused') {
    deps.log.error({ ...about, code: answer.code, message: answer.message }, 'payment.create-refused')
    return (await closeRefused(deps, attempt, answer.code)) ? cannotPay : undefined
  }
  const link = account.gateway.capabilities.keepsLink ? answer.status.nextUrl : undefined
  const known = await keepGatewayId(deps, attempt, answer.gatewayPaymentId, link)
  if (!isOpen(known.state)) return undefined
  if (known.gatewayPaymentId !== answer.gatewayPaymentId) {
    // Two requests at once, at a gateway without idempotency. The page of the payment we do not keep is shown to nobody.
    deps.log.warn(about, 'payment.created-twice')
    return resumeAttempt(deps, known)
  }
  const { nextUrl } = answer.status
  return nextUrl ? { kind: 'redirect', url: nextUrl, paymentId: attempt.id } : resumeAttempt(deps, known)
}

/** Commits the gateway's id. A webhook that came before it is answered by checking at once. */
async function keepGatewayId(
  deps: PaymentDeps,
  attempt: Payment,
  gatewayPaymentId: string,
  link: string | undefined,
): Promise<Payment> {
  return deps.db.transaction(async (tx) => {
    const current = await lockedRow(tx, attempt)
    if (current.gatewayPaymentId) return current
    await lockNews(tx, accountOf(current), gatewayPaymentId)
    const waiting = await hasMessageFor(tx, accountOf(current), gatewayPaymentId)
    const lookNow = waiting || !isOpen(current.state)
    const kept = await updateAttempt(tx, current.id, {
      gatewayPaymentId,
      ...(link && { sealedLink: deps.secrets.seal(link) }),
      ...(lookNow && { nextCheckAt: deps.clock.now() }),
    })
    await recordEvent(tx, {
      organisationId: current.organisationId,
      at: deps.clock.now(),
      actor: `gateway:${current.gateway}`,
      event: 'payment.sent',
      submissionId: current.submissionId,
      paymentId: current.id,
      details: { gatewayPaymentId },
    })
    return kept
  })
}

function accountOf(attempt: Payment): string {
  if (!attempt.gatewayAccountId) throw new Error(`Payment ${attempt.id} was taken elsewhere`)
  return attempt.gatewayAccountId
}

/** False when another request got the attempt through meanwhile. */
async function closeRefused(deps: PaymentDeps, attempt: Payment, code: string): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const current = await lockedRow(tx, attempt)
    if (current.gatewayPaymentId) return false
    if (!isOpen(current.state)) return true
    const now = deps.clock.now()
    await updateAttempt(tx, current.id, {
      state: 'error',
      stateReason: code,
      stateAt: now,
      finished: true,
      nextCheckAt: null,
    })
    await recordEvent(tx, {
      organisationId: current.organisationId,
      at: now,
      actor: `gateway:${current.gateway}`,
      event: 'payment.error',
      submissionId: current.submissionId,
      paymentId: current.id,
      details: { code, seenBy: 'start', reference: current.reference, amountPence: current.amountPence },
    })
    return true
  })
}

async function lockedRow(tx: Parameters<typeof lockAttempts>[0], attempt: Payment): Promise<Payment> {
  const current = (await lockAttempts(tx, attempt.submissionId)).find((row) => row.id === attempt.id)
  if (!current) throw new Error(`Payment ${attempt.id} is gone`)
  return current
}
