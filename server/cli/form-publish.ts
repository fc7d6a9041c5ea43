import { type Command, CommandFailed, commandLineActor, problemLines } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'

export const formPublish: Command = {
  name: 'form publish',
  summary: 'Publish the draft of a form as its next version',
  arguments: [{ name: 'slug', help: 'Short name of the form' }],
  options: {
    organisation: organisationOption,
    note: { value: '<words>', required: true, help: 'What changed, for colleagues and auditors' },
    live: { help: 'Take real money; without it the version is for testing' },
  },
  async run(given, { house, config, print }) {
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const slug = given.argument('slug')
    const mode = given.flag('live') ? 'live' : 'test'
    const outcome = await opened.forms.publish(
      organisation.id,
      slug,
      { note: given.required('note'), mode },
      commandLineActor,
    )
    if (outcome.kind === 'refused') {
      throw new CommandFailed(`${slug} was not published:`, problemLines(outcome.problems))
    }
    if (outcome.kind === 'conflict') {
      throw new CommandFailed(
        'Somebody changed the draft in the same moment. Nothing was published: try again.',
      )
    }
    if (outcome.kind === 'planned') {
      print(`${slug} changes a price, fund or VAT: it is published once an officer has approved it`)
      return
    }
    print(
      `Published version ${outcome.version.number} of ${slug} (${mode}): ${config().baseUrl}/${organisation.slug}/${slug}`,
    )
  },
}
