import type { Answers } from './answers.ts'
import type { Component, FormDocument } from './document.ts'
import { questionType } from './questions/index.ts'
import type { AnswerShape } from './questions/question-type.ts'

/** Every question of every page that is answered, in order. */
export function questionsOf(document: FormDocument): Component[] {
  return document.definition.components.flatMap(({ components }) =>
    components.filter((component) => questionType(component.type).asks),
  )
}

/** What each answer looks like, by question key: what expressions may name. */
export function answerShapes(document: FormDocument): Record<string, AnswerShape> {
  return Object.fromEntries(
    questionsOf(document).flatMap((component) => {
      const shape = questionType(component.type).shape(component)
      return shape ? [[component.key, shape]] : []
    }),
  )
}

/** Believable answers to every question, whether or not one resident could reach all of them. `n` varies them. */
export function sampleAnswers(document: FormDocument, n = 0): Answers {
  return Object.fromEntries(
    questionsOf(document).map((component, i) => [
      component.key,
      questionType(component.type).sample(component, n + i),
    ]),
  )
}
