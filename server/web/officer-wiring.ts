import type { House } from '../app.ts'
import type { ErrorPages } from './errors.ts'
import type { Templates } from './govuk/templates.ts'
import type { OfficerDeps } from './officer/deps.ts'

/** What officers' pages are handed of the house: no more than `OfficerDeps` names. */
export function officerDeps(house: House, templates: Templates, errors: ErrorPages): OfficerDeps {
  const { people, forms, pricing, submissions, payments, delivery, clock, config } = house
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
    submissions: {
      search: submissions.search,
      byId: submissions.byId,
      async record(organisationId, reference) {
        const submission = await submissions.byReference(organisationId, reference)
        return submission && house.record(submission)
      },
    },
  }
}
