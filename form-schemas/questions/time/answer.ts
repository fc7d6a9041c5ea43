import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import type { ErrorWords } from '../error-words.ts'
import type { FieldError } from '../question-type.ts'
import { checkText, readLine } from '../text-answer.ts'
import { fieldError } from '../typed-text.ts'
import { isTime, minutesOf, sayTime, timeFrom } from './clock-time.ts'
import type { Time } from './settings.ts'

const notATime: ErrorWords = {
  rule: 'format',
  en: (name) => `${name} must be a time, like 9:30am, 3pm or 15:00`,
  cy: (name) => `Rhaid i ${name} fod yn amser, fel 9:30am, 3pm neu 15:00`,
}
const tooEarly: ErrorWords = {
  rule: 'min',
  en: (name, limit) => `${name} must be ${limit} or later`,
  cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu’n hwyrach`,
}
const tooLate: ErrorWords = {
  rule: 'max',
  en: (name, limit) => `${name} must be ${limit} or earlier`,
  cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu’n gynharach`,
}
const betweenSteps: ErrorWords = {
  rule: 'step',
  en: (name, limit) => `${name} must be in steps of ${limit}`,
  cy: (name, limit) => `Rhaid i ${name} fod mewn camau o ${limit}`,
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const { minTime, maxTime, step = 1 } = (component as Time).validate ?? {}
  return checkText(component, answer, language, (time) => {
    if (!isTime(time)) return [fieldError(component, notATime, language)]
    if (minTime !== undefined && time < minTime)
      return [fieldError(component, tooEarly, language, sayTime(minTime, language))]
    if (maxTime !== undefined && time > maxTime)
      return [fieldError(component, tooLate, language, sayTime(maxTime, language))]
    if (minutesOf(time) % step !== 0)
      return [fieldError(component, betweenSteps, language, inSteps(step, language))]
    return []
  })
}

/** "15 minutes, like 9am or 9:15am" */
function inSteps(step: number, language: Language): string {
  const next = sayTime(step === 60 ? '10:00' : `09:${String(step).padStart(2, '0')}`, language)
  return language === 'cy' ? `${step} munud, fel 9am neu ${next}` : `${step} minutes, like 9am or ${next}`
}

export const read = readLine(check, (typed) => timeFrom(typed) ?? typed)
