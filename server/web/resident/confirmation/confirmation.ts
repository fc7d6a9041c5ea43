import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { formatPence } from '../../../money.ts'
import { answerPage } from '../../security.ts'
import { askedLanguage } from '../asked-language.ts'
import type { ResidentDeps } from '../deps.ts'
import { languageSwitch, layoutContext } from '../layout-context.ts'
import { address, versionAt } from '../open-journey.ts'
import { findConfirmed } from '../own-submission.ts'
import { paragraphs } from '../paragraphs.ts'
import { wording } from '../wording.ts'

/**
 * GET /{organisation}/{form}/confirmation/{submission}: needs no cookie, so that it can be bookmarked and opened a day later in
 * another browser. Whoever holds the address sees the reference, what was paid and what happens next, and nothing personal; only the
 * browser in which the form was filled in leads on to the receipt, or an officer to the record.
 */
export async function showConfirmation(c: Context, deps: ResidentDeps): Promise<Response> {
  const found = await findConfirmed(c, deps, c.req.param('submission') ?? '')
  if (!found) throw new NotFound('There is no such submission')
  const { confirmed, isOwn } = found
  const { submissionId, reference, state, totalPence, channel } = confirmed
  const form = await versionAt(c, deps, confirmed.versionId)
  const language = askedLanguage(c, form, confirmed.language)
  const { confirmation, settings } = form.document
  const { base } = address(c)
  const page = deps.templates.render('resident/confirmation/confirmation.njk', {
    ...layoutContext(form, language),
    languageSwitch: languageSwitch(form, language),
    title: titles[state][language],
    state,
    reference,
    paid: totalPence > 0 ? formatPence(totalPence) : undefined,
    receiptHref: isOwn && totalPence > 0 ? `${base}/receipt/${submissionId}` : undefined,
    whatHappensNext: paragraphs(say(confirmation?.whatHappensNext, language)),
    feedbackUrl: confirmation?.feedbackUrl ?? form.brand?.feedbackUrl,
    contact: say(settings?.contact, language),
    checkHref: `${base}/check-your-answers`,
    forOfficer: isOwn && channel !== 'online' ? wording[language].filledInFor : undefined,
    recordHref: `/officer/submissions/${reference}`,
  })
  return answerPage(c, page)
}

const titles = {
  completed: { en: 'We have received your form', cy: 'Rydym wedi derbyn eich ffurflen' },
  submitted: { en: 'Your form is not finished yet', cy: 'Nid yw eich ffurflen wedi’i gorffen eto' },
} as const
