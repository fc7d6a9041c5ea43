import { eq } from 'drizzle-orm'
import { delivery, payment as paymentTable, sandboxPayment } from '../../../server/db/schema/index.ts'
import type { Payment, Refund } from '../../../server/payments/index.ts'
import { owedBy } from '../../../server/submissions/pay.ts'
import type { Office } from './an-office.ts'
import { payAtSandbox, sendSubmission } from './send-submission.ts'

/*
 * Payments in every state that an officer may have to look at, each come by as in life: the sandbox says it, and our own settling
 * draws the conclusion. Only what no sandbox can be made to do (another amount, a capture that fails later) is written into its books.
 */

export interface Begun {
  reference: string
  submissionId: string
  payAddress: string
  paymentId: string
}

/** £25.00, at the gateway's page. */
export async function beginPayment(office: Office): Promise<Begun> {
  const sent = await sendSubmission(office, 'bulky-waste')
  const [payment] = await office.house.payments.forSubmission(sent.submissionId)
  return { ...sent, payAddress: sent.payAddress!, paymentId: payment!.id }
}

export async function endPayment(office: Office, begun: Begun, outcome: string): Promise<Payment> {
  await payAtSandbox(office, begun.payAddress, outcome)
  return office.house.payments.settle(begun.paymentId, 'job')
}

/** £25.00 taken; more with the outcome `surcharge`. */
export async function paidPayment(office: Office, outcome = 'pay'): Promise<Payment> {
  return endPayment(office, await beginPayment(office), outcome)
}

/** The gateway took £1.00 less than was asked for. */
export async function mismatchedPayment(office: Office): Promise<Payment> {
  const begun = await beginPayment(office)
  await inSandboxBooks(office, begun.paymentId, { amountPence: 2400 })
  return endPayment(office, begun, 'pay')
}

/** Given up by us, another one paid, and then paid after all. What was paid twice is on its way back. */
export async function overpaidPayment(office: Office): Promise<{ payment: Payment; refund: Refund }> {
  const { payments, db } = office.house
  const first = await beginPayment(office)
  await db
    .update(paymentTable)
    .set({ state: 'cancelled', stateReason: 'superseded' })
    .where(eq(paymentTable.id, first.paymentId))
  await takenElsewhere(office, first.submissionId, ['officer:a', 'officer:b'])
  const payment = await endPayment(office, first, 'pay')
  const [refund] = await payments.refunds.of([payment])
  return { payment, refund: refund! }
}

/** It counted as paid, and then its capture failed. */
export async function lostPayment(office: Office): Promise<Payment> {
  const { payments, db } = office.house
  const paid = await paidPayment(office)
  await db.update(paymentTable).set({ finished: false }).where(eq(paymentTable.id, paid.id))
  await inSandboxBooks(office, paid.id, { status: 'error', statusCode: 'provider-error' })
  return payments.settle(paid.id, 'job')
}

/** An officer's word, not confirmed yet. */
export async function claimElsewhere(office: Office, submissionId: string, actor: string) {
  const owed = await owedOf(office, submissionId)
  const { payments, clock } = office.house
  const paidOn = clock.now().toISOString().slice(0, 10)
  const typed = { method: 'cash', receiptNumber: 'R-1042', paidOn, amountPence: owed.amountPence }
  return { owed, claim: await payments.elsewhere.claim(owed, typed, actor) }
}

/** Claimed by one officer and confirmed by another. */
export async function takenElsewhere(office: Office, submissionId: string, [one, other]: [string, string]) {
  const { owed, claim } = await claimElsewhere(office, submissionId, one)
  return office.house.payments.elsewhere.confirm(owed, claim.id, other)
}

/** Begun three hours ago, and still open: its gateway lets nobody pay for so long. */
export async function stuckPayment(office: Office): Promise<Begun> {
  const begun = await beginPayment(office)
  const createdAt = new Date(office.house.clock.now().getTime() - 3 * 3_600_000)
  await office.house.db.update(paymentTable).set({ createdAt }).where(eq(paymentTable.id, begun.paymentId))
  return begun
}

export async function deadLetter(office: Office, submissionId: string): Promise<void> {
  await office.house.db
    .update(delivery)
    .set({ state: 'dead-letter', nextAttemptAt: null })
    .where(eq(delivery.submissionId, submissionId))
}

/** Asks for a refund as the payments room does it, and lets the gateway say how it ends. An amount that ends in 99 pence fails. */
export async function refundOf(
  office: Office,
  payment: Payment,
  pence: number,
  { actor = 'system', needsSecondPerson = false, reason = 'Paid too much' } = {},
): Promise<Refund> {
  const { refunds } = office.house.payments
  const left = await refunds.left(payment)
  const asked = await refunds.request({
    organisationId: payment.organisationId,
    paymentId: payment.id,
    lines: [{ line: left.lines[0]!.line, pence }],
    reason,
    actor,
    needsSecondPerson,
  })
  return (await refunds.settle(asked.id))!
}

async function owedOf(office: Office, submissionId: string) {
  const submission = (await office.house.submissions.byId(submissionId))!
  return owedBy(await office.house.forms.version(submission.formVersionId), submission)
}

async function inSandboxBooks(
  office: Office,
  paymentId: string,
  change: Partial<typeof sandboxPayment.$inferInsert>,
): Promise<void> {
  const { payments, db } = office.house
  const { gatewayPaymentId } = await payments.get(office.organisation.id, paymentId)
  await db.update(sandboxPayment).set(change).where(eq(sandboxPayment.id, gatewayPaymentId!))
}
