import { deepestGroup, type GroupModel, most, sizeOf } from '../../../form-schemas/condition-group.ts'
import type { Subject } from '../../../form-schemas/condition-subjects.ts'
import { sayOperator } from '../../../form-schemas/condition-words.ts'
import type { Condition, NamedCondition } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { type Html, html } from '../../html.ts'
import { selectBox } from './boxes.ts'
import { valueControl } from './value-control.ts'

/** What may be picked in a group, and the start of the ids of its controls. */
export interface GroupView {
  id: string
  subjects: readonly Subject[]
  named: readonly NamedCondition[]
}

/** A group as boxes to pick from. What it holds and cannot be picked (any more) is an option of its own, so that it is never lost. */
export function groupView(view: GroupView, group: GroupModel, path: readonly number[]): Html {
  const at = path.join('.')
  const id = `${view.id}${path.map((index) => `-g${index}`).join('')}`
  const where = (set: string, index = 0) => html`data-group="${at}" data-index="${index}" data-set="${set}"`
  const about = path.length === 0 ? '' : ` of group ${sayPath(path)}`
  const rows = group.conditions.map((condition, index) =>
    conditionRow(view, `${id}-c${index}`, condition, `condition ${index + 1}${about}`, (set) =>
      where(set, index),
    ),
  )
  const names = group.named.map((name, index) =>
    namedRow(view, `${id}-n${index}`, name, `named condition ${index + 1}${about}`, (set) =>
      where(set, index),
    ),
  )
  const inner = group.groups.map(
    (each, index) => html`<div class="cf-group" role="group" aria-label="Group ${sayPath([...path, index])}">
      ${groupView(view, each, [...path, index])}
      ${action(html`data-group="${at}" data-index="${index}" data-do="remove-group"`, 'Remove group', `Remove group ${sayPath([...path, index])}`, 'delete')}</div>`,
  )
  const conjunction =
    sizeOf(group) < 2
      ? ''
      : selectBox(
          `${id}-conjunction`,
          path.length === 0 ? 'How many must hold' : `How many must hold in group ${sayPath(path)}`,
          [
            { value: 'all', label: 'all of these hold (and)', chosen: group.conjunction === 'all' },
            { value: 'any', label: 'any of these holds (or)', chosen: group.conjunction === 'any' },
          ],
          where('conjunction'),
        )
  return html`${conjunction}${rows}${names}${inner}<div class="cf-toolbar">${addButtons(view, group, path, about)}</div>`
}

function addButtons(
  { subjects, named, id }: GroupView,
  group: GroupModel,
  path: readonly number[],
  about: string,
) {
  const button = (name: string, words: string) => html`<button type="button"
    class="govuk-button govuk-button--secondary" ${path.length === 0 ? html`id="${id}-${name}"` : ''} data-group="${path.join('.')}"
    data-do="${name}">${words}<span class="govuk-visually-hidden">${about}</span></button>`
  const deeper = path.length + 1 < deepestGroup && sizeOf(group) > 0 && subjects.length > 0
  return [
    subjects.length > 0 && group.conditions.length < most.conditions
      ? button('add-condition', 'Add a condition')
      : '',
    deeper && group.groups.length < most.groups ? button('add-group', 'Add a group') : '',
    named.length > 0 && group.named.length < most.named ? button('add-named', 'Use a named condition') : '',
  ]
}

function conditionRow(
  { subjects }: GroupView,
  id: string,
  condition: Condition,
  name: string,
  where: (set: string) => Html,
): Html {
  const subject = subjects.find(({ component }) => component === condition.component)
  const questions = subjects.map(({ component, label }) => ({
    value: component,
    label,
    chosen: component === condition.component,
  }))
  const unknown = {
    value: condition.component,
    label: `${condition.component} (not asked before this)`,
    chosen: true,
  }
  const suits = subject?.operators.includes(condition.operator) ?? false
  const operators = (subject?.operators ?? []).map((operator) => ({
    value: operator,
    label: sayOperator(operator, subject),
    chosen: operator === condition.operator,
  }))
  const odd = {
    value: condition.operator,
    label: `${sayOperator(condition.operator, subject)}${subject ? ' (does not suit this question)' : ''}`,
    chosen: true,
  }
  return html`<div class="cf-condition" role="group" aria-label="${capital(name)}">
    ${selectBox(`${id}-question`, 'Question', subject ? questions : [unknown, ...questions], where('component'))}
    ${selectBox(`${id}-operator`, 'Rule', suits ? operators : [odd, ...operators], where('operator'))}
    ${valueControl(`${id}-value`, condition, subject, where('value'))}
    ${action(html`${where('')} data-do="remove-condition"`, 'Remove', `Remove ${name}`, 'delete')}</div>`
}

function namedRow(
  { named }: GroupView,
  id: string,
  chosen: string,
  name: string,
  where: (set: string) => Html,
): Html {
  const known = named.some((one) => one.name === chosen)
  const options = named.map((one) => ({
    value: one.name,
    label: say(one.label) || one.name,
    chosen: one.name === chosen,
  }))
  const gone = { value: chosen, label: `${chosen} (cannot be used here)`, chosen: true }
  return html`<div class="cf-condition" role="group" aria-label="${capital(name)}">
    ${selectBox(`${id}-name`, 'Named condition that must be true', known ? options : [gone, ...options], where('named'))}
    ${action(html`${where('')} data-do="remove-named"`, 'Remove', `Remove ${name}`, 'delete')}</div>`
}

function action(data: Html, words: string, label: string, kind: string): Html {
  return html`<button type="button" class="cf-action cf-action--${kind}" ${data} aria-label="${label}">${words}</button>`
}

function sayPath(path: readonly number[]): string {
  return path.map((index) => index + 1).join('.')
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
