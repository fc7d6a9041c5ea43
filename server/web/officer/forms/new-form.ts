import { Hono } from 'hono'
import { importFormio } from '../../../../form-schemas/import-formio.ts'
import { libraryForms } from '../../../../form-schemas/library/index.ts'
import { formatDocument } from '../../../../form-schemas/parse.ts'
import type { Problem } from '../../../../form-schemas/problem.ts'
import { NotFound } from '../../../errors.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'

/** A new draft: from the library, or from JSON made here or in another Form.io tool. */
export function newFormRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  const show = (c: OfficerContext, problems: FieldProblem[] = [], typed: object = {}) =>
    showPage(
      deps,
      c,
      'forms/new-form',
      {
        title: 'New form',
        section: 'forms',
        backHref: '/officer/forms',
        library: libraryForms().map(({ slug, title, document }) => ({
          slug,
          title,
          pages: document.definition.components.length,
          cases: document.pricing?.tests.length ?? 0,
          paid: (document.pricing?.lines.length ?? 0) > 0,
        })),
        ...typed,
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )

  app.get('/forms/new', allow('forms.edit'), (c) => show(c))

  app.post('/forms', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const chosen = libraryForms().find(({ slug }) => slug === form.text('library'))
    if (!chosen) throw new NotFound('There is no such form in the library')
    const outcome = await deps.forms.create(c.get('organisation').id, chosen.text, actorOf(c))
    if (outcome.kind === 'refused')
      throw new Error(`The library form ${chosen.slug} does not read: ${JSON.stringify(outcome.problems)}`)
    return c.redirect(`/officer/forms/${outcome.slug}?made=1`, 303)
  })

  app.post('/forms/imports', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const file = form.file('file')
    const text = file ? await file.text() : form.text('json')
    const typed = { json: file ? '' : text, name: form.text('name') }
    if (text.trim() === '')
      return show(c, [{ field: 'json', message: 'Choose a file or paste the JSON of a form' }], typed)
    const read = readImport(text, form.text('name'))
    if (!read.ok) return show(c, importProblems(read.problems), typed)
    const outcome = await deps.forms.create(c.get('organisation').id, read.text, actorOf(c))
    if (outcome.kind === 'refused') return show(c, importProblems(outcome.problems), typed)
    if (read.leftOut.length === 0) return c.redirect(`/officer/forms/${outcome.slug}?made=1`, 303)
    return showPage(
      deps,
      c,
      'forms/imported',
      { title: 'Imported', section: 'forms', slug: outcome.slug, leftOut: read.leftOut },
      201,
    )
  })
  return app
}

type ReadImport = { ok: true; text: string; leftOut: Problem[] } | { ok: false; problems: Problem[] }

/** `counterfoil/1` as it is, byte for byte; anything else is tried as a Form.io wizard. */
function readImport(text: string, name: string): ReadImport {
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

function importProblems(problems: Problem[]): FieldProblem[] {
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
