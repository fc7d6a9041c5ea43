import { type Language, say } from '../../../../form-schemas/words.ts'
import { basePath } from '../cookie.ts'
import type { NotOpen, ResidentDeps, ResidentForm } from '../deps.ts'
import { languageSwitch, layoutContext } from '../layout-context.ts'
import type { OpenJourney } from '../open-journey.ts'
import { paragraphs } from '../paragraphs.ts'
import { closedWords } from './closed-words.ts'

/** In the place of the start page, while a form cannot be begun: when it can, and the council's own words. */
export function renderClosed(
  { templates }: ResidentDeps,
  form: ResidentForm,
  language: Language,
  opening: NotOpen,
): string {
  const words = closedWords[language]
  return templates.render('resident/closed/closed.njk', {
    ...layoutContext(form, language),
    languageSwitch: languageSwitch(form, language),
    title: words.title[opening.kind],
    lines: [words.when(opening), ...ownWords(form, language)],
    contact: say(form.document.settings?.contact, language),
  })
}

/** For who has filled a form in and sends it too late, or after somebody has taken the last place. */
export function renderTooLate(
  { templates }: ResidentDeps,
  { form, journey }: OpenJourney,
  opening: NotOpen,
): string {
  const { language } = journey
  const words = closedWords[language]
  return templates.render('resident/closed/closed.njk', {
    ...layoutContext(form, language),
    title: words.tooLate.title,
    lines: [
      `${words.title[opening.kind]}. ${words.when(opening)}`,
      words.tooLate.kept,
      ...ownWords(form, language),
    ],
    back: { text: words.tooLate.back, href: `${basePath(form)}/check-your-answers` },
    contact: say(form.document.settings?.contact, language),
  })
}

function ownWords({ document }: ResidentForm, language: Language): string[] {
  return paragraphs(say(document.settings?.closedMessage, language))
}
