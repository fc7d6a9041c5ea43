import { newSandboxSettings } from '../payments/index.ts'
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
    gateway: { value: '<gateway>', required: true, help: 'govuk-pay or sandbox' },
    mode: { value: '<test|live>', required: true, help: 'live takes real money' },
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
    const account = await opened.payments.accounts.add({
      organisationId: organisation.id,
      name: given.required('name'),
      gateway,
      mode,
      settings: settings ?? newSandboxSettings(organisation.id),
      actor: commandLineActor,
    })
    print(`Added the ${account.mode} account ${account.name} at ${account.gateway}`)
    if (account.capabilities.webhook) {
      print(`Its webhooks come in at ${config().baseUrl}/hooks/${account.gateway}/${account.id}`)
    }
  },
}
