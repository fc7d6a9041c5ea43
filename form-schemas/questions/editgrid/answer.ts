import type { Answer, Answers } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import { questionType } from '../index.ts'
import type { FieldError } from '../question-type.ts'
import { fieldError, isRequired } from '../typed-text.ts'
import { type EditGrid, mostItems } from './settings.ts'

/** The questions of one item, without content. */
export function itemQuestions(component: Component): Component[] {
  return (component as EditGrid).components.filter((item) => questionType(item.type).asks)
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const none =
    answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)
  const { minLength = 0, maxLength = mostItems } = (component as EditGrid).validate ?? {}
  const least = Math.max(minLength, isRequired(component) ? 1 : 0)
  if (none) return least > 0 ? [fieldError(component, errorWords.fewestItems, language, least)] : []
  if (!isItems(answer)) return [fieldError(component, errorWords.format, language)]
  if (answer.length < least) return [fieldError(component, errorWords.fewestItems, language, least)]
  if (answer.length > maxLength) return [fieldError(component, errorWords.mostItems, language, maxLength)]
  return answer.flatMap((item, i) => checkItem(component, item, i, language))
}

function checkItem(component: Component, item: Answers, i: number, language: Language): FieldError[] {
  const questions = itemQuestions(component)
  const unknown = Object.keys(item).find((key) => !questions.some((question) => question.key === key))
  if (unknown !== undefined)
    return [fieldError(component, errorWords.unknownPart, language, unknown.slice(0, 20))]
  return questions.flatMap((question) => {
    const given = Object.hasOwn(item, question.key) ? item[question.key] : undefined
    return questionType(question.type)
      .check(question, given, language)
      .map(({ message }) => ({
        field: component.key,
        message: errorWords.item[language](message, String(i + 1)),
      }))
  })
}

export function isItems(answer: Answer | undefined): answer is Answers[] {
  return (
    Array.isArray(answer) &&
    answer.every((item: unknown) => typeof item === 'object' && item !== null && !Array.isArray(item))
  )
}
