import { say } from '../../../../form-schemas/words.ts'
import { checkAnswersRows, pageBefore } from '../../../journey/index.ts'
import { formatPence } from '../../../money.ts'
import type { PriceOutcome, ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import type { OpenJourney } from '../open-journey.ts'
import { paragraphs } from '../paragraphs.ts'
import { priceLines } from '../price-lines.ts'
import { placeBeside } from '../question-page/question-page.ts'
import { wording } from '../wording.ts'
import { bySection } from './by-section.ts'

/** Rendered through the macros every time: its rows are as many as the answers, and it is one page of a journey. */
export function renderCheck(
  deps: ResidentDeps,
  open: OpenJourney,
  outcome: PriceOutcome,
  shown: { priceChanged: boolean; canShare: boolean },
): string {
  const { form, journey, base } = open
  const { language, answers } = journey
  const words = wording[language]
  const changeable = journey.state === 'answering'
  const before = pageBefore(form.compiled, answers, 'check-your-answers')
  const pages = checkAnswersRows(form.compiled, answers, language).map(({ title, rows }) => ({
    title,
    rows: rows.map((row) => ({ ...row, href: changeable ? `${base}/${row.change}?change=1` : undefined })),
  }))
  return deps.templates.render('resident/check-your-answers/check-your-answers.njk', {
    ...layoutContext(form, language, journey.channel),
    title: words.checkYourAnswers,
    backHref: changeable ? placeBeside(form, undefined, before) : undefined,
    groups: bySection(form.compiled, pages, language),
    // It was agreed to when the form was sent.
    declaration: changeable ? paragraphs(say(form.document.settings?.declaration, language)) : [],
    ...shown,
    contact: say(form.document.settings?.contact, language),
    ...(outcome.kind === 'refused' && {
      refused: outcome.because,
      // Only a rule's reason is written for residents.
      refusal: outcome.because === 'rule' ? say(outcome.words ?? outcome.reason, language) : undefined,
    }),
    ...(outcome.kind === 'priced' && priceContext(deps, open, outcome)),
  })
}

function priceContext(
  deps: ResidentDeps,
  { form, journey }: OpenJourney,
  { price }: Extract<PriceOutcome, { kind: 'priced' }>,
) {
  const { language } = journey
  const words = wording[language]
  const free = price.totalPence === 0
  const agrees = journey.state === 'answering' && form.document.settings?.declaration !== undefined
  const explained = deps.explainPrice(price, language)
  return {
    seen: deps.sealPrice(price),
    button: free ? words.acceptAndSend : agrees ? words.acceptAndPay : words.continueToPayment,
    lines: priceLines(price, language),
    total: formatPence(price.totalPence),
    explanation: price.lines.length > 0 ? [...explained.values, ...explained.lines] : [],
  }
}
