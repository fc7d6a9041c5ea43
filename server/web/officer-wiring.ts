import type { House } from '../app.ts'
import { readExceptions } from '../insight/exceptions.ts'
import { formsByAccount } from '../insight/forms-by-account.ts'
import { formsByDataset } from '../insight/forms-by-dataset.ts'
import { readPaymentRecord } from '../insight/payment-record.ts'
import { recentAnswers } from '../insight/recent-answers.ts'
import { refundsListed } from '../insight/refunds-listed.ts'
import { createOpenings } from '../submissions/index.ts'
import { paySubmission } from '../submissions/pay.ts'
import type { ErrorPages } from './errors.ts'
import type { Templates } from './govuk/templates.ts'
import type { OfficerDeps } from './officer/deps.ts'
import { previewDeps } from './preview-wiring.ts'

/** What officers' pages are handed of the house: no more than `OfficerDeps` names. */
export function officerDeps(house: House, templates: Templates, errors: ErrorPages): OfficerDeps {
  const { people, forms, pricing, submissions, payments, messages, delivery, clock, config, db } = house
  const gateways = Object.values(house.gateways)
  const payable = gateways.map(({ name, capabilities }) => ({ name, minutes: capabilities.payableMinutes }))
  return {
    templates,
    errors,
    clock,
    baseUrl: config.baseUrl,
    people,
    forms,
    pricing,
    payments,
    delivery,
    gateways,
    preview: previewDeps(house, templates),
    files: house.files,
    datasets: house.datasets,
    insight: {
      paymentRecord: (payment) => readPaymentRecord(db, payment),
      refunds: (organisationId, filter) => refundsListed(db, organisationId, filter),
      exceptions: (organisationId) => readExceptions(db, organisationId, { now: clock.now(), payable }),
      formsByAccount: (organisationId) => formsByAccount(db, organisationId),
      formsByDataset: (organisationId) => formsByDataset(db, organisationId),
      recentAnswers: (organisationId, formId, limit) => recentAnswers(db, organisationId, formId, limit),
    },
    messages: {
      forSubmission: messages.forSubmission,
      senders: messages.senders,
      canSend: (wanted) => messages.canSend(db, wanted),
    },
    submissions: {
      search: submissions.search,
      byId: submissions.byId,
      byReference: submissions.byReference,
      start: submissions.start,
      opening: createOpenings({ sent: house.sent, clock }).recent,
      payLinks: submissions.payLinks,
      pay: (submission, by) =>
        paySubmission(
          { db, clock, payments, version: forms.version, baseUrl: config.baseUrl },
          submission,
          by,
        ),
      async record(organisationId, reference) {
        const submission = await submissions.byReference(organisationId, reference)
        return submission && house.record(submission)
      },
    },
  }
}
