import type { DeliverableSubmission } from './delivery/index.ts'
import type { Forms } from './forms/index.ts'
import type { Payments } from './payments/index.ts'
import type { Submissions } from './submissions/index.ts'

/** A completed submission with all that a mapping may see of it. @throws Error when it is not complete: nothing leaves before that */
export async function loadDeliverable(
  rooms: { submissions: Submissions; forms: Forms; payments: Payments },
  submissionId: string,
): Promise<DeliverableSubmission> {
  const submission = await rooms.submissions.byId(submissionId)
  if (!submission?.completedAt || !submission.submittedAt || !submission.reference || !submission.price) {
    throw new Error(`Submission ${submissionId} is not complete, and must not be delivered`)
  }
  const form = await rooms.forms.version(submission.formVersionId)
  // Found by what completed it and not by its state: what a back office is told is the same at every try, whatever became of the
  // payment between two.
  const paid = submission.paidBy
    ? await rooms.payments.get(submission.organisationId, submission.paidBy)
    : undefined
  return {
    id: submission.id,
    organisationId: submission.organisationId,
    reference: submission.reference,
    formSlug: form.slug,
    versionNumber: form.number,
    mode: submission.mode,
    document: form.document,
    answers: submission.answers,
    price: submission.price,
    submittedAt: submission.submittedAt,
    completedAt: submission.completedAt,
    payment: paid
      ? { id: paid.id, gatewayPaymentId: paid.gatewayPaymentId ?? '', paidAt: submission.completedAt }
      : null,
  }
}
