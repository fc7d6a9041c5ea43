import type { Context } from 'hono'
import { type Language, say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { nextPage } from '../../../journey/index.ts'
import { basePath, writeJourneyCookie } from '../cookie.ts'
import type { ResidentDeps, ResidentForm } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { address } from '../open-journey.ts'

/** GET /{organisation}/{form} */
export async function showStart(c: Context, deps: ResidentDeps): Promise<Response> {
  const form = await liveForm(c, deps)
  const language = chosenLanguage(form, c.req.query('language'))
  const base = basePath(form)
  const page = deps.templates.render('resident/start/start.njk', {
    ...layoutContext(form, language),
    title: say(form.document.title, language),
    formTitle: undefined,
    base,
    paid: form.document.payment !== undefined,
    pages: form.compiled.pages
      .filter((one) => !one.conditional && one.questions.length > 0)
      .map((one) => say(one.title, language)),
    contact: say(form.document.settings?.contact, language),
    otherLanguage: form.compiled.welsh ? (language === 'en' ? 'cy' : 'en') : undefined,
  })
  return c.html(page)
}

/** POST /{organisation}/{form}: begins a journey on the version that is live now; it ends on that version. */
export async function start(c: Context, deps: ResidentDeps): Promise<Response> {
  const form = await liveForm(c, deps)
  const posted = new URLSearchParams(await c.req.text())
  const language = chosenLanguage(form, posted.get('language') ?? undefined)
  const { token } = await deps.submissions.start(form, language)
  writeJourneyCookie(c, form, token, language, deps.baseUrl.startsWith('https:'))
  const first = nextPage(form.compiled, {})
  return c.redirect(`${basePath(form)}/${first === 'check-your-answers' ? first : first.slug}`, 303)
}

async function liveForm(c: Context, deps: ResidentDeps): Promise<ResidentForm> {
  const { organisationSlug, formSlug } = address(c)
  const form = await deps.forms.liveVersion(organisationSlug, formSlug)
  if (!form) throw new NotFound('There is no form at this address')
  return form
}

function chosenLanguage(form: ResidentForm, asked: string | undefined): Language {
  return asked === 'cy' && form.compiled.welsh ? 'cy' : 'en'
}
