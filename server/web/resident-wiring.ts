import type { House } from '../app.ts'
import { explainPrice } from '../pricing/explain.ts'
import { loadReceipt } from '../receipts/index.ts'
import { createOpenings, sealPrice } from '../submissions/index.ts'
import { byResident, type PaidBy, paySubmission } from '../submissions/pay.ts'
import { contactOf } from '../submissions/payer.ts'
import { daysOf } from '../submissions/saved-link.ts'
import { asAllowed, brandedForms } from './branded-forms.ts'
import type { Templates } from './govuk/templates.ts'
import { helpDeps } from './help-wiring.ts'
import type { ResidentDeps } from './resident/deps.ts'
import { returnState } from './return-state.ts'
import { payLinkDeps, sharingDeps } from './sharing-wiring.ts'

/** What residents' pages are handed of the house: no more than `ResidentDeps` names. */
export function residentDeps(house: House, templates: Templates): ResidentDeps {
  const { submissions, payments, gateways, forms, people, pricing, clock, log, db, config } = house
  const pay = { db, clock, payments, version: forms.version, baseUrl: config.baseUrl }

  return {
    async organisation(slug, brand) {
      const found = await people.organisations.bySlug(slug)
      return (
        found && {
          name: found.name,
          brand: asAllowed(await people.brands.forForm(found.id, brand), config.baseUrl),
        }
      )
    },
    forms: brandedForms(house),
    opening: createOpenings({ sent: house.sent, clock }).recent,
    submissions,
    pricing,
    sealPrice,
    explainPrice,
    templates,
    clock,
    log,
    baseUrl: config.baseUrl,
    help: helpDeps(house),
    proxies: config.proxies,
    sharing: sharingDeps(house),
    payLinks: payLinkDeps(house),
    saving: {
      ...house.saved,
      days: daysOf,
      contact: ({ document }, journey) => contactOf(document, journey),
    },

    async submit({ token, seen, next }) {
      const outcome = await submissions.submit(token, seen)
      if (outcome.kind !== 'submitted') return outcome
      const { submission } = outcome
      if (submission.state === 'submitted') {
        if (submission.channel !== 'online') return { kind: 'assisted', reference: submission.reference! }
        if (next === 'share') return { kind: 'share', submissionId: submission.id }
      }
      return paySubmission(pay, submission)
    },

    async paymentReturn(returnId) {
      const payment = await payments.byReturnId(returnId)
      if (!payment) return undefined
      const settled = await payments.settle(payment.id, 'return')
      const submission = (await submissions.byId(settled.submissionId))!
      return {
        state: returnState(settled, submission.state, gateways[settled.gateway]?.capabilities.endings),
        channel: settled.channel,
        amountPence: settled.amountPence,
        stateAt: settled.stateAt,
        submissionId: submission.id,
        versionId: submission.formVersionId,
        language: submission.language,
        reference: submission.reference!,
      }
    },

    async retryPayment(returnId) {
      const payment = await payments.byReturnId(returnId)
      if (!payment) return undefined
      const by: PaidBy = payment.channel === 'link' ? { ...byResident, channel: 'link' } : byResident
      return paySubmission(pay, (await submissions.byId(payment.submissionId))!, by)
    },

    receipt: (submissionId) => loadReceipt(house, submissionId),

    async confirmation(submissionId) {
      const submission = await submissions.byId(submissionId)
      if (!submission || submission.state === 'answering') return undefined
      return {
        submissionId,
        channel: submission.channel,
        versionId: submission.formVersionId,
        language: submission.language,
        reference: submission.reference!,
        state: submission.state,
        totalPence: submission.totalPence!,
      }
    },
  }
}
