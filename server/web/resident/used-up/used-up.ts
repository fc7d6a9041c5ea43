import { sayDay } from '../../../../form-schemas/calendar.ts'
import { say } from '../../../../form-schemas/words.ts'
import type { ResidentDeps, SubmitOutcome } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import type { OpenJourney } from '../open-journey.ts'

/** A limit of the form has been reached: in the council's words, with the day on which there is room again. The answers are kept. */
export function renderUsedUp(
  { templates }: ResidentDeps,
  { form, journey, base }: OpenJourney,
  { message, freeOn }: Extract<SubmitOutcome, { kind: 'used-up' }>,
): string {
  const { language, channel } = journey
  const cy = language === 'cy'
  return templates.render('resident/used-up/used-up.njk', {
    ...layoutContext(form, language, channel),
    title: cy ? 'Ni allwch anfon y ffurflen hon nawr' : 'You cannot send this form now',
    message: say(message, language),
    freeOn: cy
      ? `Gallwch ei hanfon eto o ${sayDay(freeOn, language)}.`
      : `You can send it again from ${sayDay(freeOn, language)}.`,
    checkHref: `${base}/check-your-answers`,
    contact: say(form.document.settings?.contact, language),
  })
}
