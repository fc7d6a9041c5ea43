import type { Channel } from '../../../messages/index.ts'
import type { OfficerDeps } from '../deps.ts'
import { type SupplierBook, supplierRoutes } from '../suppliers/supplier-screens.ts'

const jobs = [
  {
    id: 'email',
    heading: 'E-mail',
    unset:
      'Nobody is set up. Residents get no receipts and no links by e-mail; forms in test mode write theirs to the outbox of this server.',
  },
  {
    id: 'text',
    heading: 'Text messages',
    unset:
      'Nobody is set up. Residents get no text messages; forms in test mode write theirs to the outbox of this server.',
  },
] as const

/** What carries the organisation's messages: receipts, payment links, links back to a form. */
export function sendersRoutes(deps: OfficerDeps) {
  function book(channel: Channel): SupplierBook {
    const { senders } = deps.messages
    return {
      current: async (organisationId) =>
        (await senders.list(organisationId)).find((sender) => sender.channel === channel),
      choices: () => senders.choices(channel),
      add: ({ supplier, ...given }) => senders.add({ ...given, sender: supplier, channel }),
      replace: ({ supplier, ...given }) => senders.replace({ ...given, sender: supplier, channel }),
      test: (organisationId) => senders.test(organisationId, channel),
    }
  }
  return supplierRoutes(deps, {
    section: 'senders',
    param: 'channel',
    title: 'E-mail and text messages',
    lead: 'One supplier carries the e-mail of all the council’s forms, and one their text messages.',
    permission: 'gateways.manage',
    jobs,
    book: (job) => book(job as Channel),
  })
}
