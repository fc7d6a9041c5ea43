import { Hono } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import type { Opening, PublishedForm } from '../../../forms/index.ts'
import { nextPage } from '../../../journey/index.ts'
import { closedWords } from '../../resident/closed/closed-words.ts'
import { basePath, writeJourneyCookie } from '../../resident/cookie.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'

const openingWords: Record<Opening['kind'], string> = {
  open: '',
  'not-yet': 'not open yet',
  closed: 'closed',
  full: 'full',
}

/** Filling a form in for a caller or for somebody at the counter: the resident's own pages, begun by an officer. */
export function assistedRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/assisted', allow('payments.take'), (c) =>
    choose(deps, c, { channel: '', form: c.req.query('form') ?? '', language: 'en' }, []),
  )

  /** Begins the journey. Its cookie is the resident's own kind, so that everything after works as it does for a resident. */
  app.post('/assisted', allow('payments.take'), async (c) => {
    const posted = await readForm(c)
    const typed = {
      channel: posted.text('channel'),
      form: posted.text('form'),
      language: posted.text('language'),
    }
    const { channel } = typed
    const form = await deps.forms.liveVersion(c.get('organisation').slug, typed.form)
    const problems = await formProblems(deps, form)
    if (channel !== 'telephone' && channel !== 'counter')
      return choose(deps, c, typed, [{ field: 'channel', message: 'Select where they are' }, ...problems])
    if (!form || problems.length > 0) return choose(deps, c, typed, problems)
    const language = typed.language === 'cy' && form.compiled.welsh ? 'cy' : 'en'
    const { token } = await deps.submissions.start(form, language, { channel, by: actorOf(c) })
    writeJourneyCookie(c, form, token, language, deps.baseUrl.startsWith('https:'))
    const first = nextPage(form.compiled, {})
    return c.redirect(`${basePath(form)}/${first === 'check-your-answers' ? first : first.slug}`, 303)
  })
  return app
}

async function choose(
  deps: OfficerDeps,
  c: OfficerContext,
  typed: { channel: string; form: string; language: string },
  problems: FieldProblem[],
): Promise<Response> {
  const live = await liveForms(deps, c.get('organisation').slug)
  const forms = (await Promise.all(live.map((form) => optionOf(deps, form)))).sort((a, b) =>
    a.text.localeCompare(b.text, 'en-GB'),
  )
  return showPage(
    deps,
    c,
    'assisted/assisted',
    {
      title: 'Fill in a form for somebody',
      section: 'assisted',
      typed,
      forms: forms.length > 0 ? [{ value: '', text: 'Select a form' }, ...forms] : [],
      welsh: live.some(({ compiled }) => compiled.welsh),
      ...errorContext(problems),
    },
    problems.length > 0 ? 422 : 200,
  )
}

/** The resident's own start page would say the same: nobody is asked all the questions of a form that could not be sent. */
async function formProblems(deps: OfficerDeps, form: PublishedForm | undefined): Promise<FieldProblem[]> {
  if (!form) return [{ field: 'form', message: 'Select a form' }]
  const opening = await deps.submissions.opening(form)
  if (opening.kind === 'open') return []
  const { title, when } = closedWords.en
  return [{ field: 'form', message: `${title[opening.kind]}. ${when(opening)}` }]
}

async function optionOf(deps: OfficerDeps, form: PublishedForm) {
  const { kind } = await deps.submissions.opening(form)
  const states = [form.mode === 'test' ? 'test' : '', openingWords[kind]].filter(Boolean).join(', ')
  const title = say(form.document.title)
  return { value: form.slug, text: states === '' ? title : `${title} (${states})` }
}

async function liveForms(deps: OfficerDeps, organisationSlug: string): Promise<PublishedForm[]> {
  const published = await deps.forms.publishedForms(organisationSlug)
  const live = await Promise.all(published.map(({ slug }) => deps.forms.liveVersion(organisationSlug, slug)))
  return live.filter((form) => form !== undefined)
}
