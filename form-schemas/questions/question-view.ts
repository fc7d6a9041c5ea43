import type { Component } from '../document.ts'
import { type Language, say } from '../words.ts'
import type { FieldError, ViewInput } from './question-type.ts'
import { isRequired } from './typed-text.ts'

export const optionalWords: Record<Language, string> = { en: 'optional', cy: 'dewisol' }

/** The question as it is asked, with "(optional)" where it may be left empty. GOV.UK marks optional, never mandatory. */
export function askedLabel(component: Component, language: Language): string {
  const label = say(component.label, language)
  return isRequired(component) ? label : `${label} (${optionalWords[language]})`
}

/** The label of an input; it is the page's h1 when the question is alone on its page. */
export function labelParams({ component, language, heading }: ViewInput): Record<string, unknown> {
  return {
    text: askedLabel(component, language),
    classes: heading ? 'govuk-label--l' : 'govuk-label--s',
    isPageHeading: heading,
  }
}

/** The fieldset of a group of inputs, its legend likewise. */
export function fieldsetParams(
  input: ViewInput,
  text = askedLabel(input.component, input.language),
): Record<string, unknown> {
  return {
    legend: {
      text,
      classes: input.heading ? 'govuk-fieldset__legend--l' : 'govuk-fieldset__legend--s',
      isPageHeading: input.heading,
    },
  }
}

export function hintParams({ component, language }: ViewInput): Record<string, unknown> {
  return component.description === undefined ? {} : { hint: { text: say(component.description, language) } }
}

/** The first of the page's errors that belongs to one of these inputs, as the macros want it. */
export function errorParams({ errors, language }: ViewInput, ...fields: string[]): Record<string, unknown> {
  const error = errorOf(errors, fields)
  if (!error) return {}
  return { errorMessage: { text: error.message, visuallyHiddenText: language === 'cy' ? 'Gwall' : 'Error' } }
}

export function errorOf(errors: FieldError[], fields: string[]): FieldError | undefined {
  return errors.find((error) => fields.includes(error.field))
}

/** What a text input holds now; always a string, so that a page without values and one with them have the same shape. */
export function heldText({ values }: ViewInput, field: string): string {
  const held = values[field]
  return (Array.isArray(held) ? held[0] : held) ?? ''
}

export function heldChoices({ values }: ViewInput, field: string): string[] {
  const held = values[field]
  return held === undefined || held === '' ? [] : Array.isArray(held) ? held : [held]
}
