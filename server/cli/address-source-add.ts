import type { NewAddressSource } from '../datasets/index.ts'
import { type Command, commandLineActor } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readSettings } from './read-given.ts'

export const addressSourceAdd: Command = {
  name: 'address-source add',
  summary: 'Say where an organisation’s addresses come from when a resident gives a postcode',
  arguments: [],
  options: {
    organisation: organisationOption,
    source: { value: '<source>', required: true, help: 'dataset or os-places' },
    settings: {
      value: '<json|@file>',
      required: true,
      help: 'dataset: {"dataset": "addresses"}, and column names where they differ; os-places: {"key": …}. @file keeps secrets out of the history.',
    },
    replace: { help: 'In the place of the one that is there' },
  },
  async run(given, { house, print, note }) {
    const settings = await readSettings(given.required('settings'))
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const wanted: NewAddressSource = {
      organisationId: organisation.id,
      source: given.required('source'),
      settings,
      actor: commandLineActor,
    }
    const { sources } = opened.datasets.addresses
    const source = await (given.flag('replace') ? sources.replace(wanted) : sources.add(wanted))
    print(`Addresses of ${organisation.name} come from: ${source.description}`)
    const tried = await sources.test(organisation.id)
    if (tried.kind !== 'connected') note(`It does not work yet: ${tried.message}`)
  },
}
