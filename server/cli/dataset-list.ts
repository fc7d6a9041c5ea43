import { spokenInstant } from '../clock.ts'
import type { Command } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'

export const datasetList: Command = {
  name: 'dataset list',
  summary: 'List the datasets of an organisation, and how old what they say is',
  arguments: [],
  options: { organisation: organisationOption },
  async run(given, { house, print, note }) {
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const datasets = await opened.datasets.book.list(organisation.id)
    if (datasets.length === 0) note(`${organisation.name} has no datasets`)
    for (const { name, title, current, needsFactor, guessingSuspectedAt } of datasets) {
      print(
        [
          name,
          title,
          current ? rowsOf(current.rows) : 'no rows yet',
          ...(current ? [`imported ${spokenInstant(current.importedAt!)}`, current.fileName] : []),
          needsFactor ? 'needs a second factor' : 'needs the key only',
          ...(guessingSuspectedAt ? [`guessing suspected ${spokenInstant(guessingSuspectedAt)}`] : []),
        ].join('; '),
      )
    }
  },
}

function rowsOf(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`
}
