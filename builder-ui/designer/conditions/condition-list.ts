import { subjectsBefore } from '../../../form-schemas/condition-subjects.ts'
import { sayConditional, sayGroup } from '../../../form-schemas/condition-words.ts'
import type { ConditionGroup } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { type Html, html } from '../../html.ts'
import { questionAt } from '../definition.ts'
import { type Design, designNames } from '../design.ts'
import { conditionOwners } from './condition-owners.ts'
import { sentence } from './sentence.ts'

/** Every condition of the form as a sentence, in the form's order, with its buttons. */
export function conditionList(design: Design): Html {
  const owners = conditionOwners(design.definition)
  const items = owners.flatMap(({ component, place, name, what }, owner) => {
    if (!component.conditional) return []
    const inner =
      place.path.length > 1
        ? questionAt(design.definition, { ...place, path: place.path.slice(0, -1) })?.components
        : undefined
    const names = designNames(design, inner)
    const said = sayConditional(component.conditional, { name, isExit: component.exit === true }, names)
    return html`<li><p class="cf-sentence">${sentence(said)}</p><div class="cf-rule__actions">
      ${button('change', owner, 'Change', `Change when ${what} ${name} is shown`)}
      ${button('open', owner, `Go to ${what}`, `Go to ${what} ${name}`)}
      ${button('remove', owner, 'Remove', `Always show ${what} ${name}: remove its condition`, 'delete')}</div></li>`
  })
  const free = owners.flatMap(({ component, place, name, what }, owner) =>
    component.conditional || subjectsBefore(design.definition.components, place).length === 0
      ? []
      : [html`<option value="${owner}">${what === 'page' ? `Page: ${name}` : name}</option>`],
  )
  return html`<h2 class="govuk-heading-m">When pages and questions are shown</h2>
    ${
      items.length === 0
        ? html`<p class="govuk-body">Every page and every question is always shown.</p>`
        : html`<ol class="cf-rules" aria-label="Conditions">${items}</ol>`
    }
    ${free.length > 0 ? addBox(free) : ''}`
}

function addBox(options: Html[]): Html {
  return html`<div class="cf-rule__add"><div class="govuk-form-group"><label class="govuk-label" for="condition-for">Show only sometimes</label>
    <select class="govuk-select" id="condition-for">${options}</select></div>
    <button type="button" class="govuk-button govuk-button--secondary" data-rule="add">Add its condition</button></div>`
}

/** Conditions with a name, which can be used in many places, and in how many they are. */
export function namedList(design: Design): Html {
  const names = designNames(design)
  const items = design.conditions.map(({ name, label, when }, index) => {
    const uses = usesOf(design, name)
    const used = uses === 0 ? 'Not used yet' : uses === 1 ? 'Used in 1 place' : `Used in ${uses} places`
    return html`<li><p class="cf-sentence"><b>${say(label)}</b> is true when ${sentence(sayGroup(when, names))}</p>
      <p class="govuk-hint">${used}</p><div class="cf-rule__actions">
      ${button('change-named', index, 'Change', `Change condition ${say(label)}`)}
      ${uses === 0 ? button('remove-named', index, 'Delete', `Delete condition ${say(label)}`, 'delete') : ''}</div></li>`
  })
  return html`<h2 class="govuk-heading-m">Named conditions</h2>
    <p class="govuk-body">Give a name to a condition that you need in several places, such as “Is a landlord”.</p>
    ${items.length > 0 ? html`<ol class="cf-rules" aria-label="Named conditions">${items}</ol>` : ''}
    <button type="button" class="govuk-button govuk-button--secondary" data-rule="add-named">Add a named condition</button>`
}

function button(rule: string, at: number, words: string, label: string, kind = 'edit'): Html {
  return html`<button type="button" class="cf-action cf-action--${kind}" data-rule="${rule}" data-at="${at}"
    aria-label="${label}">${words}</button>`
}

/** In how many pages, questions and other named conditions a name stands. */
export function usesOf({ definition, conditions }: Design, name: string): number {
  const groups = [
    ...conditionOwners(definition).flatMap(({ component }) => component.conditional ?? []),
    ...conditions.map(({ when }) => when),
  ]
  return groups.filter((group) => uses(group, name)).length
}

function uses({ named = [], groups = [] }: ConditionGroup, name: string): boolean {
  return named.includes(name) || groups.some((inner) => uses(inner, name))
}
