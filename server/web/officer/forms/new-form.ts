import { Hono } from 'hono'
import { libraryForms } from '../../../../form-schemas/library/index.ts'
import { formatDocument, parseDocumentText } from '../../../../form-schemas/parse.ts'
import { NotFound } from '../../../errors.ts'
import { takeOver, withPart } from '../../../forms/index.ts'
import { knownNames } from '../../../known-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { copiedTitle } from './copied-title.ts'
import { counted } from './gallery/contents.ts'
import { libraryWords } from './gallery/library-words.ts'
import { isFound, searchGallery } from './gallery/search-gallery.ts'
import { importProblems, readImport } from './read-import.ts'

/** A new draft: from the library, from a form of one's own, or from JSON made here or in another Form.io tool. */
export function newFormRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function show(c: OfficerContext, problems: FieldProblem[] = [], typed: object = {}) {
    const search = (c.req.query('search') ?? '').trim().slice(0, 200)
    const forms = await deps.forms.list(c.get('organisation').id)
    const own = forms.filter(({ liveVersionNumber, archivedAt }) => liveVersionNumber !== null && !archivedAt)
    return showPage(
      deps,
      c,
      'forms/new-form',
      {
        title: 'New form',
        section: 'forms',
        backHref: '/officer/forms',
        search,
        all: libraryForms().length,
        library: searchGallery(search).map(({ slug, title, document }) => ({
          slug,
          title,
          description: libraryWords[slug]?.description,
          ...counted(document),
        })),
        hasOwn: own.length > 0,
        own: own
          .filter(({ slug, title }) => isFound([slug, title], search))
          .map(({ slug, title, liveVersionNumber }) => ({
            slug,
            title,
            number: liveVersionNumber,
            address: `/${c.get('organisation').slug}/${slug}`,
          })),
        ...typed,
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  /** The text to begin from, and whether it is of the library. @throws NotFound */
  async function chosenText(organisationId: string, library: string, own: string): Promise<string> {
    if (library !== '' || own === '') {
      const chosen = libraryForms().find(({ slug }) => slug === library)
      if (!chosen) throw new NotFound('There is no such form in the library')
      return chosen.text
    }
    const { text } = await deps.forms.publishedText(organisationId, own)
    const copy = withPart(text, { title: copiedTitle(JSON.parse(text).title) })
    if (!copy.ok) throw new Error(`The published form ${own} does not read: ${JSON.stringify(copy.problems)}`)
    return copy.text
  }

  app.get('/forms/new', allow('forms.edit'), (c) => show(c))

  app.post('/forms', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const { id } = c.get('organisation')
    const text = await chosenText(id, form.text('library'), form.text('own'))
    const outcome = await deps.forms.create(id, text, actorOf(c))
    if (outcome.kind === 'refused')
      throw new Error(`What was copied does not read: ${JSON.stringify(outcome.problems)}`)
    const base = `/officer/forms/${outcome.slug}`
    return c.redirect(form.text('next') === 'names' ? `${base}/names?made=1` : `${base}?made=1`, 303)
  })

  app.post('/forms/imports', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const file = form.file('file')
    const text = file ? await file.text() : form.text('json')
    const typed = { json: file ? '' : text, name: form.text('name'), elsewhere: form.has('elsewhere') }
    if (text.trim() === '')
      return show(c, [{ field: 'json', message: 'Choose a file or paste the JSON of a form' }], typed)
    const read = readImport(text, form.text('name'))
    if (!read.ok) return show(c, importProblems(read.problems), typed)
    const { id } = c.get('organisation')
    const taken = form.has('elsewhere') ? await fromElsewhere(id, read.text) : { text: read.text, report: [] }
    const outcome = await deps.forms.create(id, taken.text, actorOf(c))
    if (outcome.kind === 'refused') return show(c, importProblems(outcome.problems), typed)
    if (read.leftOut.length === 0 && taken.report.length === 0)
      return c.redirect(`/officer/forms/${outcome.slug}?made=1`, 303)
    const about = { slug: outcome.slug, leftOut: read.leftOut, report: taken.report }
    return showPage(deps, c, 'forms/imported', { title: 'Imported', section: 'forms', ...about }, 201)
  })

  /** A document that does not read is left as it is: making the draft says what is wrong with it. */
  async function fromElsewhere(organisationId: string, text: string) {
    const parsed = parseDocumentText(text)
    if (!parsed.ok) return { text, report: [] }
    const { document, report } = takeOver(parsed.document, await knownNames(deps, organisationId))
    return { text: formatDocument(document), report }
  }
  return app
}
