import { Hono } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import type { PublishedForm } from '../../../forms/index.ts'
import { nextPage } from '../../../journey/index.ts'
import { basePath, writeJourneyCookie } from '../../resident/cookie.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'

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
    if ((channel !== 'telephone' && channel !== 'counter') || !form) {
      const problems: FieldProblem[] = []
      if (channel !== 'telephone' && channel !== 'counter') {
        problems.push({ field: 'channel', message: 'Select where they are' })
      }
      if (!form) problems.push({ field: 'form', message: 'Select a form' })
      return choose(deps, c, typed, problems)
    }
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
  const forms = live
    .map(({ slug, mode, document }) => ({
      value: slug,
      text: `${say(document.title)}${mode === 'test' ? ' (test)' : ''}`,
    }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
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

async function liveForms(deps: OfficerDeps, organisationSlug: string): Promise<PublishedForm[]> {
  const published = await deps.forms.publishedForms(organisationSlug)
  const live = await Promise.all(published.map(({ slug }) => deps.forms.liveVersion(organisationSlug, slug)))
  return live.filter((form) => form !== undefined)
}
