import type { NewDataset } from '../datasets/index.ts'
import { type Command, CommandFailed, commandLineActor } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readSettings } from './read-given.ts'

export const datasetAdd: Command = {
  name: 'dataset add',
  summary: 'Describe a balance or reference file that residents’ answers are looked up in',
  arguments: [],
  options: {
    organisation: organisationOption,
    name: { value: '<name>', required: true, help: 'The name forms use: council-tax' },
    title: { value: '<title>', help: 'What officers call it; without it, the name' },
    settings: {
      value: '<json|@file>',
      required: true,
      help: '{"columns": [{"name": "account", "heading": "Account Ref", "use": "key"}, {"name": "surname", "use": "factor", "compare": "name"}, {"name": "balance", "kind": "pence", "exposed": true}], "layout": {"reader": "csv", "encoding": "windows-1252"}}. Without a layout: UTF-8 with commas.',
    },
    replace: { help: 'Other columns, or another layout, from the next file on' },
  },
  async run(given, { house, print, note }) {
    const { columns, layout } = partsOf(await readSettings(given.required('settings')))
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const name = given.required('name')
    const wanted: NewDataset = {
      organisationId: organisation.id,
      name,
      title: given.option('title') ?? name,
      columns,
      layout,
      actor: commandLineActor,
    }
    const { book } = opened.datasets
    const replacing = given.flag('replace')
    const dataset = await (replacing ? book.change(wanted) : book.add(wanted))
    print(`${replacing ? 'Changed' : 'Added'} the dataset ${name} of ${organisation.name}`)
    if (!dataset.needsFactor) note('Whoever knows a key can look its row up: no column is a second factor.')
  },
}

/** `columns` and `layout`, and nothing else; the room reads what is in them. */
function partsOf(settings: unknown): { columns: unknown; layout: unknown } {
  const parts = Object.entries(settings !== null && typeof settings === 'object' ? settings : {})
  const unknown = parts.find(([part]) => part !== 'columns' && part !== 'layout')
  if (unknown)
    throw new CommandFailed(`The settings of a dataset are columns and layout, not ‘${unknown[0]}’`)
  const { columns, layout } = Object.fromEntries(parts)
  return { columns, layout }
}
