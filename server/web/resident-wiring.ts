import type { House } from '../app.ts'
import { explainPrice } from '../pricing/explain.ts'
import { sealPrice } from '../submissions/index.ts'
import { paySubmission, residentState } from '../submissions/pay.ts'
import type { Templates } from './govuk/templates.ts'
import type { ResidentDeps } from './resident/deps.ts'

/** What residents' pages are handed of the house: no more than `ResidentDeps` names. */
export function residentDeps(house: House, templates: Templates): ResidentDeps {
  const { submissions, payments, gateways, forms, people, pricing, clock, log, db, config } = house
  const pay = { db, payments, version: forms.version, baseUrl: config.baseUrl }

  return {
    organisation: people.organisations.bySlug,
    forms,
    submissions,
    pricing,
    sealPrice,
    explainPrice,
    templates,
    clock,
    log,
    baseUrl: config.baseUrl,

    async submit({ token, seen }) {
      const outcome = await submissions.submit(token, seen)
      return outcome.kind === 'submitted' ? paySubmission(pay, outcome.submission) : outcome
    },

    async paymentReturn(returnId) {
      const payment = await payments.byReturnId(returnId)
      if (!payment) return undefined
      const settled = await payments.settle(payment.id, 'return')
      const submission = (await submissions.byId(settled.submissionId))!
      return {
        state: residentState(settled, gateways[settled.gateway]?.capabilities.endings),
        stateAt: settled.stateAt,
        submissionId: submission.id,
        versionId: submission.formVersionId,
        language: submission.language,
        reference: submission.reference!,
      }
    },

    async retryPayment(returnId) {
      const payment = await payments.byReturnId(returnId)
      return payment && paySubmission(pay, (await submissions.byId(payment.submissionId))!)
    },

    async confirmation(submissionId) {
      const submission = await submissions.byId(submissionId)
      if (!submission || submission.state === 'answering') return undefined
      return {
        submissionId,
        versionId: submission.formVersionId,
        language: submission.language,
        reference: submission.reference!,
        state: submission.state,
        totalPence: submission.totalPence!,
      }
    },
  }
}
