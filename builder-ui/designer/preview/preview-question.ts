import type { Component } from '../../../form-schemas/document.ts'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import { say } from '../../../form-schemas/words.ts'
import { type Html, html } from '../../html.ts'
import { previewMacro } from './preview-macro.ts'

/*
 * How a question will look to a resident. The question's own `view` says which GOV.UK macros it is made of, the same
 * view that the server renders, so that the canvas cannot show anything else and a new question type needs nothing here.
 */
export function previewQuestion(component: Component): Html {
  const type = questionTypes[component.type]
  if (!type)
    return html`<p class="govuk-body">Questions of the kind ‘${component.type}’ cannot be shown here.</p>`
  const calls = type.view({ component, language: 'en', heading: false, values: {}, errors: [] })
  if (calls.length > 0) return html`${calls.map(previewMacro)}`
  // A list has no inputs of its own: its questions stand below as cards.
  const hint = component.description ? html`<p class="govuk-hint">${say(component.description)}</p>` : ''
  return html`<p class="govuk-label govuk-label--s">${say(component.label)}</p>${hint}`
}
