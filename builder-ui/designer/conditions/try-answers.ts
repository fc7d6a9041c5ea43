import type { Answer } from '../../../form-schemas/answers.ts'
import { withoutNames } from '../../../form-schemas/conditions.ts'
import type { Component, Panel } from '../../../form-schemas/document.ts'
import { isShown, type Known, mayBeShown, nothingKnown } from '../../../form-schemas/is-shown.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'
import type { Design } from '../design.ts'

/** What a page or a question comes to for some answers. After a page that ends the form nothing is reached. */
export type Outcome = 'shown' | 'hidden' | 'not-reached'

export interface TriedPage {
  panel: Panel
  outcome: Outcome
  questions: { question: Component; outcome: Outcome }[]
}

/**
 * The way through the form for some answers, by the rules of the journey: page after page, and only answers of what was shown
 * count for what comes later.
 * @param answers by subject: a question's key, or `lookup.<question>.<column>`
 */
export function tryAnswers({ definition, conditions }: Design, answers: Map<string, Answer>): TriedPage[] {
  const known = nothingKnown()
  let ended = false
  const shows = ({ conditional }: Component) =>
    isShown(conditional && withoutNames(conditional, conditions), known)
  /** A page on which nothing can be shown is passed over. */
  const onTheWay = (panel: Panel) => {
    const own = new Set(panel.components.map(({ key }) => key))
    return (
      shows(panel) &&
      panel.components.some(
        ({ type, conditional }) =>
          !questionType(type).silent &&
          mayBeShown(conditional && withoutNames(conditional, conditions), known, own),
      )
    )
  }
  return definition.components.map((panel) => {
    const outcome: Outcome = ended ? 'not-reached' : onTheWay(panel) ? 'shown' : 'hidden'
    if (outcome === 'shown' && panel.exit) ended = true
    const questions = panel.components.map((question) => {
      const shown = outcome === 'shown' && shows(question)
      if (shown) learn(known, question, answers)
      return { question, outcome: outcome === 'shown' ? (shown ? 'shown' : 'hidden') : outcome } as const
    })
    return { panel, outcome, questions }
  })
}

function learn(known: Known, { key, lookup }: Component, answers: Map<string, Answer>): void {
  const answer = answers.get(key)
  if (answer !== undefined) known[key] = answer
  const found = (lookup?.expose ?? []).flatMap((column) => {
    const value = answers.get(`lookup.${key}.${column}`)
    return value === undefined ? [] : [[column, value] as const]
  })
  if (found.length === 0) return
  const earlier = (known.lookup ?? {}) as Record<string, Answer>
  known.lookup = { ...earlier, [key]: Object.fromEntries(found) } as Answer
}
