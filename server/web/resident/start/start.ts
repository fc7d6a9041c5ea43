import type { Context } from 'hono'
import { type Language, say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { hasTaskList } from '../../../journey/index.ts'
import { answerRedirect } from '../../security.ts'
import { askedLanguage, readLanguage } from '../asked-language.ts'
import { renderClosed } from '../closed/closed.ts'
import { basePath, journeyCookie } from '../cookie.ts'
import type { ResidentDeps, ResidentForm } from '../deps.ts'
import { languageSwitch, layoutContext } from '../layout-context.ts'
import { address, nextHref } from '../open-journey.ts'
import { canSave } from '../save/save-path.ts'

/** GET /{organisation}/{form} */
export async function showStart(c: Context, deps: ResidentDeps): Promise<Response> {
  const form = await liveForm(c, deps)
  const language = askedLanguage(c, form)
  const opening = await deps.opening(form)
  if (opening.kind !== 'open') return c.html(renderClosed(deps, form, language, opening))
  const page = deps.templates.render('resident/start/start.njk', {
    ...layoutContext(form, language),
    languageSwitch: languageSwitch(form, language),
    title: say(form.document.title, language),
    formTitle: undefined,
    base: basePath(form),
    paid: form.document.payment !== undefined,
    pages: asksAbout(form, language),
    saves: canSave(form, 'online'),
    contact: say(form.document.settings?.contact, language),
  })
  return c.html(page)
}

/** POST /{organisation}/{form}: begins a journey on the version that is live now; it ends on that version. */
export async function start(c: Context, deps: ResidentDeps): Promise<Response> {
  const form = await liveForm(c, deps)
  const posted = new URLSearchParams(await c.req.text())
  const language = readLanguage(posted.get('language'), form) ?? 'en'
  const opening = await deps.opening(form)
  // It was open when the page with the button was shown.
  if (opening.kind !== 'open') return c.html(renderClosed(deps, form, language, opening), 409)
  const { token } = await deps.submissions.start(form, language)
  const cookie = journeyCookie(form, token, language, deps.baseUrl.startsWith('https:'))
  return answerRedirect(c, nextHref(form, {}), cookie)
}

/** The sections of a form that has a task list, else the pages that everybody is asked. */
function asksAbout({ compiled, document }: ResidentForm, language: Language): string[] {
  if (hasTaskList(compiled)) return (document.sections ?? []).map(({ title }) => say(title, language))
  return compiled.pages
    .filter((one) => !one.conditional && one.questions.length > 0)
    .map((one) => say(one.title, language))
}

async function liveForm(c: Context, deps: ResidentDeps): Promise<ResidentForm> {
  const { organisationSlug, formSlug } = address(c)
  const form = await deps.forms.liveVersion(organisationSlug, formSlug)
  if (!form) throw new NotFound('There is no form at this address')
  return form
}
