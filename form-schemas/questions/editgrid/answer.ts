import type { Answer, Answers } from '../../answers.ts'
import type { Component } from '../../document.ts'
import { isShown, nothingKnown } from '../../is-shown.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import { questionType } from '../index.ts'
import type { FieldError } from '../question-type.ts'
import { fieldError, isRequired } from '../typed-text.ts'
import { type EditGrid, mostItems, mostNestedItems } from './settings.ts'

/** The questions of one item, without content. */
export function itemQuestions(component: Component): Component[] {
  return (component as EditGrid).components.filter((item) => questionType(item.type).asks)
}

/** Those of its questions that an item's own answers do not hide. Conditions look at nothing outside the item. */
export function countingQuestions(component: Component, item: Answers): Component[] {
  const known = nothingKnown()
  return itemQuestions(component).filter(({ key, conditional }) => {
    if (!isShown(conditional, known)) return false
    const answer = ownAnswer(item, key)
    if (answer !== undefined) known[key] = answer
    return true
  })
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  return checkList(component, answer, language, mostItems)
}

function checkList(
  component: Component,
  answer: Answer | undefined,
  language: Language,
  most: number,
): FieldError[] {
  const none =
    answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)
  const { minLength = 0, maxLength = most } = (component as EditGrid).validate ?? {}
  const least = Math.max(minLength, isRequired(component) ? 1 : 0)
  if (none) return least > 0 ? [fieldError(component, errorWords.fewestItems, language, least)] : []
  if (!isItems(answer)) return [fieldError(component, errorWords.format, language)]
  if (answer.length < least) return [fieldError(component, errorWords.fewestItems, language, least)]
  if (answer.length > maxLength) return [fieldError(component, errorWords.mostItems, language, maxLength)]
  return answer.flatMap((item, i) => checkItem(component, item, i, language))
}

function checkItem(component: Component, item: Answers, i: number, language: Language): FieldError[] {
  const counting = countingQuestions(component, item)
  const hidden = itemQuestions(component).filter((question) => !counting.includes(question))
  // A page that hides a question says so by null: it was there to be answered, and is not to count.
  const unknown = Object.keys(item).find(
    (key) =>
      !counting.some((question) => question.key === key) &&
      !(item[key] === null && hidden.some((question) => question.key === key)),
  )
  if (unknown !== undefined)
    return [fieldError(component, errorWords.unknownPart, language, unknown.slice(0, 20))]
  return counting.flatMap((question) =>
    checkQuestion(question, ownAnswer(item, question.key), language).map(({ message }) => ({
      field: component.key,
      message: errorWords.item[language](message, String(i + 1)),
    })),
  )
}

function checkQuestion(question: Component, answer: Answer | undefined, language: Language): FieldError[] {
  return question.type === 'editgrid'
    ? checkList(question, answer, language, mostNestedItems)
    : questionType(question.type).check(question, answer, language)
}

function ownAnswer(item: Answers, key: string): Answer | undefined {
  return Object.hasOwn(item, key) ? item[key] : undefined
}

export function isItems(answer: Answer | undefined): answer is Answers[] {
  return (
    Array.isArray(answer) &&
    answer.every((item: unknown) => typeof item === 'object' && item !== null && !Array.isArray(item))
  )
}
