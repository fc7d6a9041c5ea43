import { type Command, UsageError } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'

export const formExport: Command = {
  name: 'form export',
  summary: 'Write a form document to standard output, byte for byte as it is kept',
  arguments: [{ name: 'slug', help: 'Short name of the form' }],
  options: {
    organisation: organisationOption,
    version: { value: '<number>', help: 'An earlier version; without it, the live one' },
    draft: { help: 'The draft instead of a published version' },
  },
  async run(given, { house, write }) {
    const version = given.option('version')
    if (version !== undefined && given.flag('draft'))
      throw new UsageError('Choose --version or --draft, not both')
    if (version !== undefined && !/^[1-9]\d{0,5}$/.test(version)) {
      throw new UsageError('--version must be a number such as 3')
    }
    const opened = await house()
    const { id } = await findOrganisation(opened, given)
    const slug = given.argument('slug')
    const { text } = given.flag('draft')
      ? await opened.forms.draft(id, slug)
      : await opened.forms.publishedText(id, slug, version === undefined ? undefined : Number(version))
    write(text)
  },
}
