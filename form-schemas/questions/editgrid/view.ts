import type { Answer, Answers } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { questionType } from '../index.ts'
import { countingQuestions, isItems } from './answer.ts'

/** One line an item: what its answers are, joined by commas. The pages that add, change and remove items are the journey's. */
export function summary(component: Component, answer: Answer | undefined, language: Language): string[] {
  if (!isItems(answer)) return []
  return answer.map((item: Answers) =>
    countingQuestions(component, item)
      .filter(({ type }) => !questionType(type).silent)
      .flatMap((question) => questionType(question.type).summary(question, item[question.key], language))
      .join(', '),
  )
}
