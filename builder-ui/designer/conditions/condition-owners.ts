import type { Component } from '../../../form-schemas/document.ts'
import { say, type Words } from '../../../form-schemas/words.ts'
import { nameOf } from '../canvas/card.ts'
import { type Definition, everyQuestion } from '../definition.ts'

/** A page or a question, which may have a condition: the page's `path` is empty. */
export interface ConditionOwner {
  component: Component
  place: { page: number; path: readonly number[] }
  name: string
  what: 'page' | 'question'
}

/** Every page followed by its questions, those inside lists too. */
export function conditionOwners(definition: Definition): ConditionOwner[] {
  const questions = everyQuestion(definition)
  return definition.components.flatMap((panel, page): ConditionOwner[] => [
    { component: panel, place: { page, path: [] }, name: say(panel.title as Words), what: 'page' },
    ...questions
      .filter(({ place }) => place.page === page)
      .map(
        ({ question, place }): ConditionOwner => ({
          component: question,
          place,
          name: nameOf(question),
          what: 'question',
        }),
      ),
  ])
}
