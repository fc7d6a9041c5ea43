import { roles } from '../people/index.ts'
import { type Command, commandLineActor } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readList } from './read-given.ts'

export const officerAdd: Command = {
  name: 'officer add',
  summary: 'Add an officer and print a one-time password',
  arguments: [{ name: 'email', help: 'E-mail address to sign in with' }],
  options: {
    organisation: organisationOption,
    name: { value: '<name>', required: true, help: 'Name, as colleagues know it' },
    roles: { value: '<roles>', required: true, help: `With commas between: ${roles.join(', ')}` },
  },
  async run(given, { house, config, print }) {
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const { officer, oneTimePassword } = await opened.people.officers.add(
      {
        organisationId: organisation.id,
        email: given.argument('email'),
        name: given.required('name'),
        roles: readList(given.required('roles')),
      },
      commandLineActor,
    )
    print(`Added ${officer.name} (${officer.roles.join(', ')}) at ${organisation.name}`)
    print(`Sign in at ${config().baseUrl}/officer as ${officer.email}`)
    print(`One-time password, shown only now: ${oneTimePassword}`)
  },
}
