import type { Forms } from '../forms/index.ts'
import { isPaid, type Payments } from '../payments/index.ts'
import type { People } from '../people/index.ts'
import type { Submissions } from '../submissions/index.ts'
import { issuerOf } from './issuer.ts'
import { type Receipt, receiptOf } from './receipt.ts'

export interface ReceiptRooms {
  submissions: Pick<Submissions, 'byId'>
  forms: Pick<Forms, 'version'>
  payments: Pick<Payments, 'forSubmission' | 'elsewhere' | 'refunds'>
  people: Pick<People, 'brands'>
}

/** The receipt of a submission as it stands now, with the refunds that were made; undefined when nothing was paid for it. */
export async function loadReceipt(rooms: ReceiptRooms, submissionId: string): Promise<Receipt | undefined> {
  const submission = await rooms.submissions.byId(submissionId)
  const payments = submission ? await rooms.payments.forSubmission(submissionId) : []
  const payment = payments.find(({ state }) => isPaid(state))
  if (!submission || !payment) return undefined
  const form = await rooms.forms.version(submission.formVersionId)
  const { organisationName, document } = form
  const brand = await rooms.people.brands.forForm(submission.organisationId, document.settings?.brand)
  const claims =
    payment.channel === 'elsewhere' ? await rooms.payments.elsewhere.forSubmission(submissionId) : []
  const paidOn = claims.find(({ paymentId }) => paymentId === payment.id)?.paidOn
  return receiptOf({
    submission,
    form,
    payment,
    issuer: issuerOf({ name: organisationName }, brand),
    refunds: await rooms.payments.refunds.of([payment]),
    ...(paidOn && { paidOn }),
  })
}
