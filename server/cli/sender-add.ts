import type { NewSender } from '../messages/index.ts'
import { type Command, commandLineActor, UsageError } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readSettings } from './read-given.ts'

export const senderAdd: Command = {
  name: 'sender add',
  summary: 'Say what carries the e-mail, or the text messages, of an organisation',
  arguments: [],
  options: {
    organisation: organisationOption,
    channel: { value: '<email|text>', required: true, help: 'Each channel has one sender' },
    sender: { value: '<sender>', required: true, help: 'smtp or govuk-notify' },
    settings: {
      value: '<json|@file>',
      required: true,
      help: 'smtp: {"host": …, "user": …, "password": …, "from": …}; govuk-notify: {"apiKey": …, "emailTemplateId": …, "textTemplateId": …}. @file keeps secrets out of the history.',
    },
    replace: { help: 'In the place of the one that is there' },
  },
  async run(given, { house, print, note }) {
    const channel = given.required('channel')
    if (channel !== 'email' && channel !== 'text') throw new UsageError('--channel must be email or text')
    const settings = await readSettings(given.required('settings'))
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const wanted: NewSender = {
      organisationId: organisation.id,
      channel,
      sender: given.required('sender'),
      settings,
      actor: commandLineActor,
    }
    const { senders } = opened.messages
    const sender = await (given.flag('replace') ? senders.replace(wanted) : senders.add(wanted))
    print(
      `${organisation.name} sends ${channel === 'email' ? 'e-mail' : 'text messages'} with: ${sender.description}`,
    )
    const tried = await senders.test(organisation.id, channel)
    if (tried.kind !== 'connected') note(`It does not work yet: ${tried.message}`)
  },
}
