import { formatDocument, parseDocumentText } from '../../form-schemas/parse.ts'
import { type ChosenNames, type NameKind, takeOver } from '../forms/index.ts'
import { knownNames } from '../known-names.ts'
import {
  type Command,
  CommandFailed,
  commandLineActor,
  type Given,
  problemLines,
  UsageError,
} from './command.ts'
import { organisationNamed } from './find-organisation.ts'

/** The option that maps names of each kind. */
const mappings: Record<NameKind, { option: string; help: string }> = {
  fund: { option: 'funds', help: 'Funds' },
  ledger: { option: 'ledgers', help: 'Ledger codes' },
  gateway: { option: 'gateways', help: 'Gateway accounts' },
  destination: { option: 'destinations', help: 'Back offices' },
  dataset: { option: 'datasets', help: 'Datasets' },
  brand: { option: 'brands', help: 'Brands' },
  address: { option: 'addresses', help: 'Addresses that messages go to' },
}
const kinds = Object.keys(mappings) as NameKind[]

export const formCopy: Command = {
  name: 'form copy',
  summary: 'Copy a form to another organisation as a draft, with its names mapped',
  arguments: [{ name: 'slug', help: 'Short name of the form' }],
  options: {
    from: { value: '<slug>', required: true, help: 'Organisation that has the form' },
    to: { value: '<slug>', required: true, help: 'Organisation that gets the draft' },
    draft: { help: 'Copy the draft instead of the live version' },
    ...Object.fromEntries(
      Object.values(mappings).map(({ option, help }) => [
        option,
        {
          value: '<old=new,…>',
          help: `${help}: old name and new one. What is not given is to be chosen later`,
        },
      ]),
    ),
  },
  async run(given, { house, print }) {
    const chosen = chosenNames(given)
    const opened = await house()
    const from = await organisationNamed(opened, given.required('from'))
    const to = await organisationNamed(opened, given.required('to'))
    if (from.id === to.id) throw new UsageError('--from and --to are the same organisation')
    const slug = given.argument('slug')
    const { text } = given.flag('draft')
      ? await opened.forms.draft(from.id, slug)
      : await opened.forms.publishedText(from.id, slug)
    const parsed = parseDocumentText(text)
    if (!parsed.ok) throw new Error(`The form ${slug} no longer reads: ${JSON.stringify(parsed.problems)}`)
    const taken = takeOver(parsed.document, await knownNames(opened, to.id), chosen)
    const outcome = await opened.forms.create(to.id, formatDocument(taken.document), commandLineActor)
    if (outcome.kind === 'refused')
      throw new CommandFailed('Nothing was copied:', problemLines(outcome.problems))
    print(`Copied ${slug} of ${from.name} as the draft ${outcome.slug} of ${to.name}.`)
    for (const line of taken.report) print(`- ${line}`)
    if (taken.unchosen > 0)
      print(
        `It cannot be published until ${taken.unchosen === 1 ? 'one name is' : `${taken.unchosen} names are`} chosen.`,
      )
  },
}

/** @throws UsageError naming the pair that cannot be read */
function chosenNames(given: Given): ChosenNames {
  return Object.fromEntries(
    kinds.map((kind) => {
      const { option } = mappings[kind]
      const pairs = (given.option(option) ?? '').split(',').filter((pair) => pair.trim() !== '')
      return [kind, Object.fromEntries(pairs.map((pair) => readPair(pair, option)))]
    }),
  )
}

function readPair(pair: string, option: string): [string, string] {
  const [old = '', name = '', ...more] = pair.split('=').map((part) => part.trim())
  if (old === '' || name === '' || more.length > 0)
    throw new UsageError(`--${option} must be pairs such as OLD=NEW,OLD2=NEW2, and ‘${pair}’ is none`)
  return [old, name]
}
