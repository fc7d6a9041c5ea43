import { type Command, commandLineActor } from './command.ts'

export const organisationAdd: Command = {
  name: 'organisation add',
  summary: 'Add an organisation (a council)',
  arguments: [{ name: 'slug', help: 'Short name, the first part of its addresses: a to z, 0 to 9, hyphens' }],
  options: { name: { value: '<name>', required: true, help: 'Full name, as residents know it' } },
  async run(given, { house, config, print }) {
    const { people } = await house()
    const { slug, name } = await people.organisations.create(
      { slug: given.argument('slug'), name: given.required('name') },
      commandLineActor,
    )
    print(`Added ${name}. Residents will find its forms at ${config().baseUrl}/${slug}`)
  },
}
