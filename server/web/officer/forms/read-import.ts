import { importFormio } from '../../../../form-schemas/import-formio.ts'
import { formatDocument } from '../../../../form-schemas/parse.ts'
import type { Problem } from '../../../../form-schemas/problem.ts'
import type { FieldProblem } from '../page.ts'

export type ReadImport = { ok: true; text: string; leftOut: Problem[] } | { ok: false; problems: Problem[] }

/** `counterfoil/1` as it is, byte for byte; anything else is tried as a Form.io wizard. */
export function readImport(text: string, name: string): ReadImport {
  if (text.length > 2_000_000) return refuse('The form must be smaller than 2 MB')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return refuse(`This is not JSON: ${(error as Error).message}`)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return refuse('This is JSON, but not a form')
  if ('format' in json) return { ok: true, text, leftOut: [] }
  const slug = slugOf(name || ('title' in json && typeof json.title === 'string' ? json.title : ''))
  if (slug === '') return refuse('Enter a short name for the form: the file does not have one')
  const imported = importFormio(json, slug)
  if (!imported.ok) return imported
  return { ok: true, text: formatDocument(imported.document), leftOut: imported.leftOut }
}

function refuse(message: string): ReadImport {
  return { ok: false, problems: [{ pointer: '', message }] }
}

export function importProblems(problems: Problem[]): FieldProblem[] {
  return problems.slice(0, 50).map(({ pointer, message }) => ({
    field: 'json',
    message: pointer === '' ? message : `${message} (at ${pointer})`,
  }))
}

/** "Apply for a Café licence!" → "apply-for-a-cafe-licence". */
function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '')
}
