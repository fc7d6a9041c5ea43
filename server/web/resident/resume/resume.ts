import type { Context } from 'hono'
import { sayDay } from '../../../../form-schemas/calendar.ts'
import { type Language, say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { askedLanguage } from '../asked-language.ts'
import { basePath, writeJourneyCookie } from '../cookie.ts'
import type { ResidentDeps, ResidentForm } from '../deps.ts'
import { languageSwitch, layoutContext } from '../layout-context.ts'
import { address, redirectToNext, versionAt } from '../open-journey.ts'
import { resumeWords } from './resume-words.ts'

/**
 * GET /{organisation}/{form}/resume/{token}: what the link leads to, and a button. Looking changes nothing, since programs that scan
 * mail open links, too; and it says nothing that was answered.
 */
export async function showResume(c: Context, deps: ResidentDeps): Promise<Response> {
  const link = await deps.saving.look(tokenOf(c))
  if (link.kind === 'unknown') return showOver(c, deps, await liveForm(c, deps), 'en', 'unknown')
  const form = await versionAt(c, deps, link.versionId)
  if (link.kind === 'over') return showOver(c, deps, form, link.language, link.because)
  const language = askedLanguage(c, form, link.language)
  const { alive } = resumeWords[language]
  const page = deps.templates.render('resident/resume/resume.njk', {
    ...layoutContext(form, language),
    languageSwitch: languageSwitch(form, language),
    title: alive.title,
    lines: alive.lines(say(form.document.title, language), sayDay(link.keptUntil, language)),
    button: alive.button,
    contact: say(form.document.settings?.contact, language),
  })
  return c.html(page)
}

/** POST: takes the journey over on this device, on the version it began with. */
export async function resume(c: Context, deps: ResidentDeps): Promise<Response> {
  const outcome = await deps.saving.resume(tokenOf(c))
  if (outcome.kind === 'unknown') return showOver(c, deps, await liveForm(c, deps), 'en', 'unknown')
  const form = await versionAt(c, deps, outcome.versionId)
  if (outcome.kind === 'over') return showOver(c, deps, form, outcome.language, outcome.because)
  writeJourneyCookie(c, form, outcome.token, outcome.language, deps.baseUrl.startsWith('https:'))
  const journey = await deps.submissions.read(outcome.token)
  return redirectToNext(c, form, journey?.answers ?? {})
}

function tokenOf(c: Context): string {
  return c.req.param('token') ?? ''
}

async function liveForm(c: Context, deps: ResidentDeps): Promise<ResidentForm> {
  const { organisationSlug, formSlug } = address(c)
  const form = await deps.forms.liveVersion(organisationSlug, formSlug)
  if (!form) throw new NotFound('There is no form at this address')
  return form
}

function showOver(
  c: Context,
  { templates }: ResidentDeps,
  form: ResidentForm,
  language: Language,
  because: 'expired' | 'replaced' | 'sent' | 'unknown',
): Response {
  const shown = askedLanguage(c, form, language)
  const words = resumeWords[shown]
  const page = templates.render('resident/resume/resume.njk', {
    ...layoutContext(form, shown),
    languageSwitch: languageSwitch(form, shown),
    ...words.over[because],
    startAgain: because === 'expired' || because === 'unknown' ? words.startAgain : undefined,
    startHref: basePath(form),
    contact: say(form.document.settings?.contact, shown),
  })
  return c.html(page, because === 'unknown' ? 404 : 410)
}
