import { type Command, commandLineActor } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readSettings } from './read-given.ts'

export const destinationAdd: Command = {
  name: 'destination add',
  summary: 'Add a back office that submissions are delivered to',
  arguments: [],
  options: {
    organisation: organisationOption,
    name: { value: '<name>', required: true, help: 'The name forms use: waste-api' },
    kind: { value: '<kind>', required: true, help: 'http or file' },
    settings: {
      value: '<json|@file>',
      required: true,
      help: 'http: {"url": …, "secret": …}; file: {"name": …}. @file keeps secrets out of the history.',
    },
  },
  async run(given, { house, print }) {
    const settings = await readSettings(given.required('settings'))
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const name = given.required('name')
    await opened.delivery.destinations.add({
      organisationId: organisation.id,
      name,
      kind: given.required('kind'),
      settings,
      actor: commandLineActor,
    })
    print(`Added the back office ${name} of ${organisation.name}`)
  },
}
