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

/** What each answer looks like, by question key, and what look-ups found under `lookup`: what expressions may name. */
export function answerShapes(document: FormDocument): Record<string, AnswerShape> {
  const lookup = lookupShape(document)
  return {
    ...Object.fromEntries(
      questionsOf(document).flatMap((component) => {
        const shape = questionType(component.type).shape(component)
        return shape ? [[component.key, shape]] : []
      }),
    ),
    ...(lookup && { lookup }),
  }
}

/** What a column holds is known to its dataset only; to expressions each is a value. */
function lookupShape(document: FormDocument): AnswerShape | undefined {
  const looked = questionsOf(document).filter((component) => component.lookup)
  if (looked.length === 0) return undefined
  const columns = (names: string[]): AnswerShape => ({
    kind: 'object',
    fields: Object.fromEntries(names.map((name) => [name, { kind: 'text' as const }])),
  })
  return {
    kind: 'object',
    fields: Object.fromEntries(looked.map(({ key, lookup }) => [key, columns(lookup!.expose)])),
  }
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
