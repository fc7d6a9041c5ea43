import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { spokenInstant } from '../clock.ts'
import type { RowProblem } from '../datasets/index.ts'
import { type Command, CommandFailed, commandLineActor } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'

export const datasetImport: Command = {
  name: 'dataset import',
  summary: 'Replace the rows of a dataset by those of a file, all at once or not at all',
  arguments: [{ name: 'file', help: 'A file in the layout of the dataset' }],
  options: {
    organisation: organisationOption,
    name: { value: '<name>', required: true, help: 'The dataset' },
    'leave-out-bad-rows': { help: 'Import the rest instead of refusing the file' },
    force: { help: 'Also a file that was imported already, or has lost more than half of its rows' },
  },
  async run(given, { house, print, note }) {
    const path = given.argument('file')
    await checkIsFile(path)
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const name = given.required('name')
    const outcome = await opened.datasets.import({
      organisationId: organisation.id,
      dataset: name,
      fileName: basename(path),
      bytes: createReadStream(path),
      actor: commandLineActor,
      force: given.flag('force'),
      leaveOutBadRows: given.flag('leave-out-bad-rows'),
    })
    if (outcome.kind === 'already-imported') {
      throw new CommandFailed(
        `Nothing was imported: this very file, then named ${outcome.fileName}, was imported on ${spokenInstant(outcome.importedAt)}`,
        ['With --force it is imported again.'],
      )
    }
    if (outcome.kind === 'refused') {
      const more = outcome.badRows > 0 ? ` It has ${counted(outcome.badRows, 'bad row')}.` : ''
      throw new CommandFailed(`Nothing was imported.${more}`, outcome.problems.map(problemLine))
    }
    const { rows, added, changed, removed, leftOut, problems, unusedHeadings } = outcome
    print(`Imported ${counted(rows, 'row')} into ${name} of ${organisation.name}`)
    print(`${added} added, ${changed} changed, ${removed} removed`)
    if (unusedHeadings.length > 0)
      note(`Not kept, because no column is named so: ${unusedHeadings.join(', ')}`)
    if (leftOut > 0)
      note([`Left out: ${counted(leftOut, 'bad row')}`, ...problems.map(problemLine)].join('\n  '))
  },
}

async function checkIsFile(path: string): Promise<void> {
  try {
    if ((await stat(path)).isFile()) return
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandFailed(`${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`)
  }
  throw new CommandFailed(`${path} cannot be read: it is not a file`)
}

function problemLine({ line, message }: RowProblem): string {
  return line === undefined ? message : `Line ${line}: ${message}`
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`
}
