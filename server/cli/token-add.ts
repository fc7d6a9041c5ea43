import { scopes } from '../people/index.ts'
import { type Command, commandLineActor } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readList } from './read-given.ts'

export const tokenAdd: Command = {
  name: 'token add',
  summary: 'Make an API token and print it',
  arguments: [],
  options: {
    organisation: organisationOption,
    name: {
      value: '<name>',
      required: true,
      help: 'What it is for: the name of the program that will use it',
    },
    scopes: { value: '<scopes>', required: true, help: `With commas between: ${scopes.join(', ')}` },
  },
  async run(given, { house, note, print }) {
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const { token } = await opened.people.tokens.add(
      {
        organisationId: organisation.id,
        name: given.required('name'),
        scopes: readList(given.required('scopes')),
      },
      commandLineActor,
    )
    note('The token, shown only now:')
    // Alone on standard output, so that a script can keep it.
    print(token)
  },
}
