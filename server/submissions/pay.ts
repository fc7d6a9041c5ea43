import type { FormDocument } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import type { Db } from '../db/client.ts'
import type { PublishedForm } from '../forms/index.ts'
import type { GatewayCapabilities, Payment, PaymentLine, Payments } from '../payments/index.ts'
import type { SubmissionRow } from './submission-store.ts'

/** Where a resident goes once their answers are frozen, or after asking to try a payment again. */
export type PayOutcome =
  /** To the gateway's hosted page. Secret and single-use. */
  | { kind: 'pay'; url: string }
  | { kind: 'completed'; submissionId: string }
  | { kind: 'checking'; returnId: string }
  | { kind: 'refused' }
  | { kind: 'unavailable' }

export interface PayDeps {
  db: Db
  payments: Payments
  version(versionId: string): Promise<PublishedForm>
  baseUrl: string
}

/**
 * Takes a frozen submission to its payment: the amount is the frozen total and the lines are the frozen lines, always.
 * @throws Error when the submission was not frozen, or its version says nothing of payment although there is one to make
 */
export async function paySubmission(deps: PayDeps, submission: SubmissionRow): Promise<PayOutcome> {
  if (submission.state === 'completed') return { kind: 'completed', submissionId: submission.id }
  const { reference, price, totalPence } = submission
  if (submission.state !== 'submitted' || !reference || !price || !totalPence) {
    throw new Error(`Submission ${submission.id} is not waiting for a payment`)
  }
  const form = await deps.version(submission.formVersionId)
  const { payment } = form.document
  if (!payment) throw new Error(`Version ${form.versionId} has a price but no payment settings`)
  const outcome = await deps.payments.start({
    organisationId: submission.organisationId,
    submissionId: submission.id,
    mode: submission.mode,
    accountName: payment.gateway,
    amountPence: totalPence,
    lines: price.lines.map(
      ({ label, ...line }): PaymentLine => ({ ...line, label: say(label, submission.language) }),
    ),
    reference: payment.reference.replaceAll('{reference}', reference),
    description: say(payment.description, submission.language),
    language: submission.language,
    returnUrl: (returnId) => `${deps.baseUrl}/${form.organisationSlug}/${form.slug}/payment/${returnId}`,
    ...emailOf(form.document, submission),
  })
  switch (outcome.kind) {
    case 'redirect':
      return { kind: 'pay', url: outcome.url }
    case 'paid':
      return { kind: 'completed', submissionId: submission.id }
    case 'checking':
      return {
        kind: 'checking',
        returnId: (await deps.payments.get(submission.organisationId, outcome.paymentId)).returnId,
      }
    case 'refused':
    case 'unavailable':
      return { kind: outcome.kind }
  }
}

/** The first e-mail address the form asked for, to fill in on the gateway's page: nobody types it twice (WCAG 3.3.7). */
function emailOf(document: FormDocument, submission: SubmissionRow): { email?: string } {
  const question = document.definition.components
    .flatMap((panel) => panel.components)
    .find((component) => component.type === 'email')
  const answer = question && submission.answers[question.key]
  return typeof answer === 'string' ? { email: answer } : {}
}

/**
 * How a payment stands, in the words residents' pages have. What took money of another amount is being checked by people.
 * @param endings what the codes of the payment's gateway mean (its capabilities)
 */
export function residentState(
  payment: Payment,
  endings: GatewayCapabilities['endings'] = {},
): 'success' | 'failed' | 'cancelled' | 'expired' | 'error' | 'unpaid' | 'checking' {
  switch (payment.state) {
    case 'success':
    case 'overpaid':
      return 'success'
    case 'failed': {
      const code = payment.stateReason ?? ''
      return Object.hasOwn(endings, code) ? endings[code]! : 'failed'
    }
    case 'cancelled':
    case 'error':
      return payment.state
    case 'created':
    case 'started':
      return 'unpaid'
    default:
      return 'checking'
  }
}
