import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { formatPence } from '../../../money.ts'
import { readJourneyCookie } from '../cookie.ts'
import type { Confirmed, ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { address, versionAt } from '../open-journey.ts'
import { wording } from '../wording.ts'

/**
 * GET /{organisation}/{form}/confirmation/{submission}: needs no cookie, so that it can be bookmarked and opened a day later in
 * another browser. Whoever holds the address sees the reference and what happens next, and nothing personal.
 */
export async function showConfirmation(c: Context, deps: ResidentDeps): Promise<Response> {
  const confirmed = await deps.confirmation(c.req.param('submission') ?? '')
  if (!confirmed) throw new NotFound('There is no such submission')
  const form = await versionAt(c, deps, confirmed.versionId)
  const { language, reference, state, totalPence } = confirmed
  const paid = totalPence > 0 ? formatPence(totalPence) : undefined
  const page = deps.templates.render('resident/confirmation/confirmation.njk', {
    ...layoutContext(form, language),
    title: titles[state][language],
    state,
    reference,
    paid,
    whatHappensNext: say(form.document.confirmation?.whatHappensNext, language),
    contact: say(form.document.settings?.contact, language),
    checkHref: `${address(c).base}/check-your-answers`,
    forOfficer: (await isOfficers(c, deps, confirmed)) ? wording[language].filledInFor : undefined,
    recordHref: `/officer/submissions/${reference}`,
  })
  return c.html(page)
}

/** In the browser in which an officer filled the form in, it leads on to the officers' pages. */
async function isOfficers(c: Context, deps: ResidentDeps, { channel, submissionId }: Confirmed) {
  const cookie = channel === 'online' ? undefined : readJourneyCookie(c)
  return cookie !== undefined && (await deps.submissions.read(cookie.token))?.id === submissionId
}

const titles = {
  completed: { en: 'We have received your form', cy: 'Rydym wedi derbyn eich ffurflen' },
  submitted: { en: 'Your form is not finished yet', cy: 'Nid yw eich ffurflen wedi’i gorffen eto' },
} as const
