import type { Component } from '../document.ts'
import type { Language } from '../words.ts'
import { type ErrorWords, errorWords } from './error-words.ts'
import type { FieldError, MacroCall, Posted, ViewInput } from './question-type.ts'
import { errorParams, fieldsetParams, heldText, hintParams } from './question-view.ts'
import { fieldError, typedLine } from './typed-text.ts'

/** One of the inputs in which a date is typed. A question has a row of them: day, month and year, or only month and year. */
export type DatePart = 'day' | 'month' | 'year'

export const partName = (component: Component, part: DatePart) => `${component.key}-${part}`

const inSentences: Record<Language, Record<DatePart, string>> = {
  en: { day: 'day', month: 'month', year: 'year' },
  cy: { day: 'diwrnod', month: 'mis', year: 'blwyddyn' },
}
const labels: Record<Language, Record<DatePart, string>> = {
  en: { day: 'Day', month: 'Month', year: 'Year' },
  cy: { day: 'Diwrnod', month: 'Mis', year: 'Blwyddyn' },
}

export function typedParts(
  component: Component,
  parts: readonly DatePart[],
  posted: Posted,
  prefix: string,
): string[] {
  return parts.map((part) => typedLine(posted, prefix + partName(component, part)))
}

/** What is wrong with parts that make no date: those that are missing, else a year that is not of four digits, else all of it. */
export function notADate(
  component: Component,
  parts: readonly DatePart[],
  typed: string[],
  language: Language,
  template: ErrorWords = errorWords.realDate,
): FieldError {
  const missing = parts.filter((_part, i) => typed[i] === '')
  if (missing[0]) {
    const words = missing.map((part) => inSentences[language][part]).join(language === 'cy' ? ' a ' : ' and ')
    return fieldError(component, errorWords.dateParts, language, words, partName(component, missing[0]))
  }
  const year = typed[parts.indexOf('year')] ?? ''
  if (/^\d+$/.test(year) && year.length !== 4) {
    return fieldError(component, errorWords.year, language, '', partName(component, 'year'))
  }
  return fieldError(component, template, language, '', partName(component, parts[0] ?? 'day'))
}

/** The row of inputs under its legend. `birthday` lets browsers fill in the resident's own (WCAG 1.3.5). */
export function dateInputCall(
  input: ViewInput,
  parts: readonly DatePart[],
  { birthday = false, hint }: { birthday?: boolean; hint?: Record<Language, string> } = {},
): MacroCall {
  const { component, language } = input
  const names = parts.map((part) => partName(component, part))
  const error = errorParams(input, ...names)
  const wrong = error.errorMessage ? partsToMark(input, names) : []
  const items = parts.map((part) => {
    const name = partName(component, part)
    return {
      id: name,
      name,
      label: labels[language][part],
      classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
      ...(birthday ? { autocomplete: `bday-${part}` } : {}),
      ...(wrong.includes(name) ? { error: true } : {}),
      value: heldText(input, name),
    }
  })
  const params = {
    id: component.key,
    fieldset: fieldsetParams(input),
    ...hintParams(input, hint),
    ...error,
    items,
  }
  return { macro: 'govukDateInput', params }
}

/** The parts left empty when only some were; otherwise the part the error is about, or all of it when that is the first. */
function partsToMark(input: ViewInput, names: string[]): string[] {
  const empty = names.filter((name) => heldText(input, name) === '')
  if (empty.length > 0 && empty.length < names.length) return empty
  const field = input.errors.find((error) => names.includes(error.field))?.field
  return field === undefined || field === names[0] ? names : [field]
}
