import type { Component } from '../document.ts'
import { type Language, say, type Words } from '../words.ts'
import type { FieldError, MacroCall, QuestionType, ViewInput } from './question-type.ts'
import type { Width } from './settings-parts.ts'
import { paragraphs } from './text-html.ts'
import { isRequired } from './typed-text.ts'

export const optionalWords: Record<Language, string> = { en: 'optional', cy: 'dewisol' }

/** The question as it is asked, with "(optional)" where it may be left empty. GOV.UK marks optional, never mandatory. */
export function askedLabel(component: Component, language: Language): string {
  return marked(say(component.label, language), isRequired(component), language)
}

/** A label with "(optional)" after it where it may be left empty, unless an officer wrote that already. */
export function marked(label: string, required: boolean, language: Language): string {
  const mark = `(${optionalWords[language]})`
  return required || label.endsWith(mark) ? label : `${label} ${mark}`
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

/** The officer's hint, or the one that the type has by itself. */
export function hintParams(
  { component, language }: ViewInput,
  own?: Record<Language, string>,
): Record<string, unknown> {
  const hint = component.description ?? own
  return hint === undefined ? {} : { hint: { text: say(hint, language) } }
}

/** One text input under its label: what all of them have, and what the type adds. */
export function inputCall(input: ViewInput, more: Record<string, unknown> = {}): MacroCall {
  const { key } = input.component
  const params = {
    id: key,
    name: key,
    label: labelParams(input),
    ...hintParams(input),
    ...errorParams(input, key),
  }
  return { macro: 'govukInput', params: { ...params, ...more, value: heldText(input, key) } }
}

export function widthClass(width: Width): string {
  return typeof width === 'number' ? `govuk-input--width-${width}` : `govuk-!-width-${width}`
}

/** What stands before and after the input, inside its frame. */
export function affixParams(
  { prefix, suffix }: { prefix?: Words; suffix?: Words },
  language: Language,
): Record<string, unknown> {
  return {
    ...(prefix === undefined ? {} : { prefix: { text: say(prefix, language) } }),
    ...(suffix === undefined ? {} : { suffix: { text: say(suffix, language) } }),
  }
}

/** The type with the officer's help below the question, wherever it is shown: no type has to think of it. */
export function withHelp(type: QuestionType): QuestionType {
  const view: QuestionType['view'] = (input) => {
    const calls = type.view(input)
    // A list shows nothing itself: its own pages do.
    return calls.length === 0 ? calls : [...calls, ...helpCalls(input)]
  }
  return { ...type, view }
}

function helpCalls({ component, language }: ViewInput): MacroCall[] {
  const help = component.help as { summary: Words; text: Words } | undefined
  if (help === undefined) return []
  const params = { summaryText: say(help.summary, language), html: paragraphs(say(help.text, language)) }
  return [{ macro: 'govukDetails', params }]
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
