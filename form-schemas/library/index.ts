/**
 * The ready-made services of councils: whole documents with price cases and mapping cases, kept as JSON so that they can be imported,
 * compared and sent as they are. It knows nothing of organisations. Server side only: it reads files.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { FormDocument } from '../document.ts'
import { parseDocumentText } from '../parse.ts'
import type { Words } from '../words.ts'

export interface LibraryForm {
  slug: string
  title: Words
  /** The file as it is: byte for byte what an export of the form gives. */
  text: string
  document: FormDocument
}

let forms: LibraryForm[] | undefined

/** All of them, by slug. @throws Error when a file does not hold a document: it is ours, so that is a bug. */
export function libraryForms(): LibraryForm[] {
  forms ??= readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .map(readForm)
    .sort((one, other) => (one.slug < other.slug ? -1 : 1))
  return forms
}

function readForm(name: string): LibraryForm {
  const text = readFileSync(`${import.meta.dirname}/${name}`, 'utf8')
  const parsed = parseDocumentText(text)
  if (!parsed.ok) throw new Error(`${name} is not a form document: ${JSON.stringify(parsed.problems)}`)
  return { slug: parsed.document.slug, title: parsed.document.title, text, document: parsed.document }
}
