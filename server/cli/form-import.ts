import { basename } from 'node:path'
import { importFormio } from '../../form-schemas/import-formio.ts'
import { formatDocument, parseDocumentText } from '../../form-schemas/parse.ts'
import type { House } from '../app.ts'
import { NotFound } from '../errors.ts'
import { type Command, CommandFailed, commandLineActor, problemLines } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readTextFile } from './read-given.ts'

export const formImport: Command = {
  name: 'form import',
  summary: 'Import a form document as a draft',
  arguments: [{ name: 'file', help: 'A counterfoil/1 document, or with --formio a Form.io form' }],
  options: {
    organisation: organisationOption,
    formio: { help: 'The file is a Form.io form; what cannot be taken over is listed' },
    slug: {
      value: '<slug>',
      help: 'With --formio: short name of the form; without it, the name of the file',
    },
    replace: { help: 'Replace the draft of the form that has this short name already' },
  },
  async run(given, { house, print, note }) {
    const path = given.argument('file')
    const text = given.flag('formio')
      ? fromFormio(await readTextFile(path), given.option('slug') ?? slugFromPath(path), note)
      : await readTextFile(path)
    const parsed = parseDocumentText(text)
    if (!parsed.ok) throw new CommandFailed(`${path} cannot be imported:`, problemLines(parsed.problems))
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const { slug } = parsed.document
    const revision = given.flag('replace') ? await revisionOf(opened, organisation.id, slug) : undefined
    if (revision === undefined) await createDraft(opened, organisation.id, text)
    else await replaceDraft(opened, organisation.id, slug, revision, text)
    print(`Imported ${slug} as a draft of ${organisation.name}. Publish it with form publish ${slug}.`)
  },
}

async function createDraft({ forms }: House, organisationId: string, text: string) {
  const outcome = await forms.create(organisationId, text, commandLineActor, { exactSlug: true })
  if (outcome.kind === 'refused') {
    throw new CommandFailed('Nothing was imported:', [
      ...problemLines(outcome.problems),
      'With --replace the draft of the form of that name is replaced.',
    ])
  }
}

async function replaceDraft(
  { forms }: House,
  organisationId: string,
  slug: string,
  revision: number,
  text: string,
) {
  const outcome = await forms.saveDraft(organisationId, slug, { revision, text }, commandLineActor)
  if (outcome.kind === 'refused')
    throw new CommandFailed('Nothing was imported:', problemLines(outcome.problems))
  if (outcome.kind === 'conflict') {
    throw new CommandFailed('Somebody changed the draft in the same moment. Nothing was imported: try again.')
  }
}

async function revisionOf(
  { forms }: House,
  organisationId: string,
  slug: string,
): Promise<number | undefined> {
  try {
    return (await forms.draft(organisationId, slug)).revision
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

function fromFormio(text: string, slug: string, note: (line: string) => void): string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new CommandFailed('The file is not JSON')
  }
  const imported = importFormio(json, slug)
  if (!imported.ok) throw new CommandFailed('The form cannot be imported:', problemLines(imported.problems))
  if (imported.leftOut.length > 0) {
    note('Left out:')
    for (const line of problemLines(imported.leftOut)) note(`  ${line}`)
  }
  return formatDocument(imported.document)
}

/** `Garden Waste (2).json` -> `garden-waste-2`. */
function slugFromPath(path: string): string {
  return basename(path)
    .replace(/\.json$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
