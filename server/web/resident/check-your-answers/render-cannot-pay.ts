import { type Language, say } from '../../../../form-schemas/words.ts'
import { basePath } from '../cookie.ts'
import type { ResidentDeps, ResidentForm } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'

/** The gateway cannot take the payment now: nothing was taken, and the answers are kept. */
export function renderCannotPay(
  { templates }: ResidentDeps,
  form: ResidentForm,
  language: Language,
  kind: 'refused' | 'unavailable',
): string {
  return templates.render('resident/check-your-answers/cannot-pay.njk', {
    ...layoutContext(form, language),
    title: language === 'cy' ? 'Ni allwn gymryd taliadau ar hyn o bryd' : 'We cannot take payments right now',
    kind,
    againHref: `${basePath(form)}/check-your-answers`,
    contact: say(form.document.settings?.contact, language),
  })
}
