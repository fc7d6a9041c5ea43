import { type Names, sayWhen } from '../../../form-schemas/condition-words.ts'
import type { Component } from '../../../form-schemas/document.ts'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import { say } from '../../../form-schemas/words.ts'
import { type Html, html } from '../../html.ts'
import { sentence } from '../conditions/sentence.ts'
import type { Path } from '../definition.ts'
import { previewQuestion } from '../preview/preview-question.ts'

/** What a question is called on the canvas and in what is announced: its label, or its kind when it has none. */
export function nameOf(component: Component): string {
  return say(component.label) || kindOf(component.type)
}

export function kindOf(type: string): string {
  return questionTypes[type]?.designer.title ?? type
}

export interface CardPlace {
  path: Path
  first: boolean
  last: boolean
  /** There is no other page that it could be moved to. */
  alone: boolean
  previews: boolean
}

/** The upper part of a card: kind, name used in rules, and the buttons, each with a name of its own. */
export function cardHead(component: Component, { path, first, last, alone, previews }: CardPlace): Html {
  const name = nameOf(component)
  const action = (verb: string, words: string, disabled = false) => html`<button type="button"
    class="cf-action cf-action--${verb}" data-action="${verb}" aria-label="${words}: ${name}" ${
      disabled ? html` disabled` : ''
    }>${words}</button>`
  return html`<div class="cf-card__head" data-path="${path.join('.')}">
    <h3 class="cf-card__kind"><span class="govuk-visually-hidden">${name}, </span>${kindOf(component.type)}
      ${questionTypes[component.type]?.asks ? html`<span class="cf-card__key">${component.key}</span>` : ''}</h3>
    <div class="cf-card__actions">${action('edit', 'Edit')}${action('up', 'Move up', first)}${action(
      'down',
      'Move down',
      last,
    )}${action('move', 'Move to…', alone && first && last)}${action('copy', 'Copy')}${previews ? action('preview', 'Preview') : ''}${action('delete', 'Delete')}</div></div>`
}

export function cardPreview(component: Component): Html {
  return html`<div class="cf-card__preview">${previewQuestion(component)}</div>`
}

export function cardCondition(component: Component, names: Names): Html {
  if (!component.conditional) return html``
  return html`<p class="cf-card__condition">${sentence(sayWhen(component.conditional, names))}</p>`
}
