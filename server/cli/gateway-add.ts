import { type GatewayAccount, newSandboxSettings } from '../payments/index.ts'
import { type Command, commandLineActor, UsageError } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readSettings } from './read-given.ts'

export const gatewayAdd: Command = {
  name: 'gateway add',
  summary: 'Add an account at a payment gateway',
  arguments: [],
  options: {
    organisation: organisationOption,
    name: { value: '<name>', required: true, help: 'The name forms use: card' },
    gateway: {
      value: '<gateway>',
      required: true,
      help: 'civica-pay, govuk-pay, pay360, sandbox or stripe',
    },
    mode: { value: '<test|live>', required: true, help: 'live takes real money' },
    label: { value: '<words>', help: 'What officers call it; the name when left out' },
    settings: {
      value: '<json|@file>',
      help: 'Keys and secrets; @file keeps them out of the history. The sandbox makes its own.',
    },
  },
  async run(given, { house, config, print }) {
    const mode = given.required('mode')
    if (mode !== 'test' && mode !== 'live') throw new UsageError('--mode must be test or live')
    const gateway = given.required('gateway')
    const typed = given.option('settings')
    if (typed === undefined && gateway !== 'sandbox') {
      throw new UsageError('Missing: --settings. Only the sandbox makes its own.')
    }
    const settings = typed === undefined ? undefined : await readSettings(typed)
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const label = given.option('label')
    const account = await opened.payments.accounts.add({
      organisationId: organisation.id,
      name: given.required('name'),
      ...(label !== undefined && { label }),
      gateway,
      mode,
      settings: settings ?? newSandboxSettings(organisation.id),
      actor: commandLineActor,
    })
    print(`Added the ${account.mode} account ${account.name} at ${account.gateway}`)
    print(webhookLine(account, config().baseUrl))
  },
}

function webhookLine({ capabilities, gateway, id }: GatewayAccount, baseUrl: string): string {
  switch (capabilities.webhook) {
    case 'signed':
      return `Its webhooks come in at ${baseUrl}/hooks/${gateway}/${id}`
    case 'nudge':
      return 'Each payment tells it where to call, so there is no webhook to set up'
    case 'none':
      return 'It sends no webhooks: it is asked how payments stand'
  }
}
