import type { Context } from 'hono'
import { forgetJourneyCookie } from '../cookie.ts'
import type { ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { nextHref, type OpenJourney, openAnswering, redirectToNext } from '../open-journey.ts'
import { notSaved } from '../question-page/question-page.ts'
import { asks, readTo } from '../share/read-address.ts'
import { canSave, savePath } from './save-path.ts'
import { saveWords } from './save-words.ts'
import { renderSaved } from './saved.ts'

/** GET /{organisation}/{form}/save: where a link to the answers is to be sent. */
export async function showSave(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openSavable(c, deps)
  if (open instanceof Response) return open
  // Asked once in a journey is enough (WCAG 3.3.7).
  const { email, phone } = deps.saving.contact(open.form, open.journey)
  const held =
    (open.form.sends?.includes('email') && email) || (open.form.sends?.includes('text') && phone) || ''
  return c.html(renderSave(c, deps, open, { held }))
}

/** POST: keeps the answers for as many days as the form says and sends the link. Pressed twice, one link is sent. */
export async function save(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openSavable(c, deps)
  if (open instanceof Response) return open
  const { form, journey, token, base } = open
  const { language } = journey
  const typed = new URLSearchParams(await c.req.text()).get('to') ?? ''
  const read = readTo(typed, [...(form.sends ?? [])], language)
  if (read.kind === 'wrong') return c.html(renderSave(c, deps, open, read), 422)
  const outcome = await deps.saving.save(token, { channel: read.channel, address: read.to })
  switch (outcome.kind) {
    case 'saved':
      return c.redirect(`${savePath(base)}/sent`, 303)
    case 'unusable':
      return c.html(renderSave(c, deps, open, { message: outcome.message, held: read.to }), 422)
    case 'too-many':
      return c.html(renderSave(c, deps, open, { message: saveWords[language].tooMany, held: read.to }), 422)
    case 'not-offered':
      return redirectToNext(c, form, journey.answers)
    case 'gone':
      return notSaved(c, deps)
  }
}

/** GET …/save/sent: only for a journey that was saved. */
export async function showSaved(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openSavable(c, deps)
  if (open instanceof Response) return open
  const kept = await deps.saving.kept(open.journey.id)
  return kept ? c.html(renderSaved(deps, open, kept)) : c.redirect(savePath(open.base), 303)
}

/** POST …/save/sent: on a device that others use, too, nothing is left but the link in the message. */
export async function leave(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openSavable(c, deps)
  if (open instanceof Response) return open
  if (!(await deps.saving.kept(open.journey.id))) return c.redirect(savePath(open.base), 303)
  forgetJourneyCookie(c, open.base, deps.baseUrl.startsWith('https:'))
  return c.redirect(open.base, 303)
}

async function openSavable(c: Context, deps: ResidentDeps): Promise<OpenJourney | Response> {
  const open = await openAnswering(c, deps)
  if (open instanceof Response) return open
  const { form, journey } = open
  return canSave(form, journey.channel) ? open : redirectToNext(c, form, journey.answers)
}

function renderSave(
  c: Context,
  deps: ResidentDeps,
  { form, journey, base }: OpenJourney,
  shown: { message?: string; held: string },
): string {
  const { language, channel } = journey
  const words = saveWords[language]
  const asked = asks([...(form.sends ?? [])])
  return deps.templates.render('resident/save/save.njk', {
    ...layoutContext(form, language, channel),
    title: words.title,
    save: words,
    what: words.what(deps.saving.days(form)),
    action: savePath(base),
    unsaved: c.req.query('unsaved') === '1' ? words.unsaved : undefined,
    label: words.label[asked],
    autocomplete: asked === 'text' ? 'tel' : 'email',
    held: shown.held,
    hasErrors: shown.message !== undefined,
    error: shown.message,
    nextHref: nextHref(form, journey.answers),
  })
}
