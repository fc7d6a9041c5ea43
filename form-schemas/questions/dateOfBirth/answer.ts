import type { Answer } from '../../answers.ts'
import { ageOn, sayDay, today } from '../../calendar.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { partName } from '../date-input.ts'
import * as day from '../day/answer.ts'
import { type ErrorWords, errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, withPrefix } from '../typed-text.ts'
import type { DateOfBirth } from './settings.ts'

const inThePast: ErrorWords = {
  rule: 'past',
  en: (name) => `${name} must be today or in the past`,
  cy: (name) => `Rhaid i ${name} fod heddiw neu yn y gorffennol`,
}
const tooYoung: ErrorWords = {
  rule: 'minAge',
  en: (name, limit) => `${name} must be that of somebody aged ${limit}`,
  cy: (name, limit) => `Rhaid i ${name} berthyn i rywun sy’n ${limit}`,
}
const tooOld: ErrorWords = { ...tooYoung, rule: 'maxAge' }

const longAgo = '1890-01-01'

/**
 * Reads a date of birth on the day it was posted. Nobody is born in the future; and an age that counts on the day of asking is looked
 * at here only, never in `check`: what was right when it was given stays right, however long the answer is kept.
 */
export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const plain = day.read(component, posted, language, prefix)
  if (!plain.ok || typeof plain.answer !== 'string') return plain
  const on = posted.postedOn ?? today()
  const errors =
    plain.answer > on
      ? [fieldError(component, inThePast, language, '', partName(component, 'day'))]
      : [
          ...check(component, plain.answer, language),
          ...(fixedDay(component) ? [] : checkAge(component, plain.answer, on, language)),
        ]
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : plain
}

/** A real day within a human life, and the age where it counts on a fixed day. */
export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const errors = day.check(component, answer, language)
  if (errors.length > 0 || typeof answer !== 'string' || answer === '') return errors
  if (answer < longAgo) {
    const limit = sayDay(longAgo, language)
    return [fieldError(component, errorWords.notBefore, language, limit, partName(component, 'day'))]
  }
  const on = fixedDay(component)
  return on === undefined ? [] : checkAge(component, answer, on, language)
}

function fixedDay(component: Component): string | undefined {
  return (component as DateOfBirth).ageOn
}

function checkAge(component: Component, born: string, on: string, language: Language): FieldError[] {
  const { minAge = 0, maxAge = Number.POSITIVE_INFINITY } = (component as DateOfBirth).validate ?? {}
  const age = ageOn(born, on)
  const field = partName(component, 'day')
  const say = (limit: string) => {
    const day = fixedDay(component)
    return day === undefined
      ? limit
      : `${limit}${language === 'cy' ? ' ar ' : ' on '}${sayDay(day, language)}`
  }
  if (age < minAge) {
    const limit = language === 'cy' ? `${minAge} oed neu’n hŷn` : `${minAge} or over`
    return [fieldError(component, tooYoung, language, say(limit), field)]
  }
  if (age > maxAge) {
    const limit = language === 'cy' ? `${maxAge} oed neu’n iau` : `${maxAge} or under`
    return [fieldError(component, tooOld, language, say(limit), field)]
  }
  return []
}
