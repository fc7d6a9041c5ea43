import type { Answer } from '../../../form-schemas/answers.ts'
import { say } from '../../../form-schemas/words.ts'
import { element, type Html, html } from '../../html.ts'
import { nameOf } from '../canvas/card.ts'
import type { Design } from '../design.ts'
import { askedAbout, readSample, sampleBox } from './sample-boxes.ts'
import { type Outcome, type TriedPage, tryAnswers } from './try-answers.ts'

const outcomeWords: Record<Outcome, string> = {
  shown: 'Shown',
  hidden: 'Not shown',
  'not-reached': 'Not reached',
}

/** Sample answers on one side, and what a resident with these answers would be shown on the other. */
export function createTryPanel(): { element: HTMLElement; show(design: Design): void } {
  const made =
    element(html`<section aria-labelledby="try-title"><h2 class="govuk-heading-m" id="try-title">Try it with sample answers</h2>
    <div class="cf-try"><div data-part="boxes"></div><div data-part="result"></div></div></section>`)
  const part = (name: string) => made.querySelector<HTMLElement>(`[data-part="${name}"]`) as HTMLElement
  const answers = new Map<string, Answer>()
  let shown: Design | undefined
  const result = () => {
    if (shown) part('result').innerHTML = triedView(tryAnswers(shown, answers)).text
  }
  made.addEventListener('input', () => {
    if (!shown) return
    for (const subject of askedAbout(shown)) {
      const answer = readSample(part('boxes'), subject)
      if (answer === undefined) answers.delete(subject.component)
      else answers.set(subject.component, answer)
    }
    result()
  })
  return {
    element: made,
    show(design) {
      shown = design
      const subjects = askedAbout(design)
      part('boxes').innerHTML =
        subjects.length === 0
          ? html`<p class="govuk-body">No condition asks about an answer yet.</p>`.text
          : html`${subjects.map((subject, index) => sampleBox(subject, index, answers.get(subject.component)))}`
              .text
      result()
    },
  }
}

function triedView(pages: TriedPage[]): Html {
  const reached = pages.filter(({ outcome }) => outcome === 'shown')
  const end = reached.at(-1)
  const ending = end?.panel.exit ? ` The form ends at ‘${say(end.panel.title)}’.` : ''
  return html`<p class="govuk-body" role="status">${reached.length} of ${pages.length} pages are shown.${ending}</p>
    <ol class="cf-tried" aria-label="What is shown">${pages.map(
      ({
        panel,
        outcome,
        questions,
      }) => html`<li class="cf-tried--${outcome}"><span>${say(panel.title)}</span> ${mark(outcome)}
        ${
          outcome === 'shown' && questions.some(({ question }) => question.conditional)
            ? html`<ul>${questions
                .filter(({ question }) => question.conditional)
                .map(
                  ({ question, outcome: own }) =>
                    html`<li class="cf-tried--${own}"><span>${nameOf(question)}</span> ${mark(own)}</li>`,
                )}</ul>`
            : ''
        }</li>`,
    )}</ol>`
}

function mark(outcome: Outcome): Html {
  const colour = outcome === 'shown' ? 'green' : 'grey'
  return html`<strong class="govuk-tag govuk-tag--${colour}">${outcomeWords[outcome]}</strong>`
}
