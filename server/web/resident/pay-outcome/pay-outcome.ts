import type { Context } from 'hono'
import { type Language, say } from '../../../../form-schemas/words.ts'
import { answerRedirect } from '../../security.ts'
import { basePath } from '../cookie.ts'
import type { PayOutcome, ResidentDeps, ResidentForm } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { cannotPayWords, kept } from './cannot-pay-words.ts'

/** Where somebody asked to pay. */
export interface PayingAt {
  form: ResidentForm
  language: Language
  /** Path of the page to try again from. */
  again: string
  /** True for who pays by a link: they have given no answers. */
  byLink: boolean
}

/** Where an attempt to pay leads; the same from check-your-answers, from a link and from "Try again". */
export function answerPayOutcome(
  c: Context,
  deps: ResidentDeps,
  at: PayingAt,
  outcome: PayOutcome,
): Response {
  const base = basePath(at.form)
  switch (outcome.kind) {
    case 'pay':
      return answerRedirect(c, outcome.url)
    case 'completed':
      return answerRedirect(c, `${base}/confirmation/${outcome.submissionId}`)
    case 'checking':
      return answerRedirect(c, `${base}/payment/${outcome.returnId}`)
    case 'refused':
    case 'unavailable':
      return c.html(renderCannotPay(deps, at, outcome.kind), 503)
  }
}

/** Nothing was taken, nothing is lost, and trying again is safe. */
function renderCannotPay(
  { templates }: ResidentDeps,
  { form, language, again, byLink }: PayingAt,
  kind: 'refused' | 'unavailable',
): string {
  const words = cannotPayWords[language][kind]
  const goBack = cannotPayWords[language].goBack
  return templates.render('resident/pay-outcome/cannot-pay.njk', {
    ...layoutContext(form, language),
    title: words.title,
    lines: [words.why, kept[language][byLink ? 'request' : 'answers'], words.advice],
    contact: say(form.document.settings?.contact, language),
    again,
    goBack: again.endsWith('/check-your-answers') ? goBack.answers : goBack.page,
  })
}
