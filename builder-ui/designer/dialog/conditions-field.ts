import type { Conditional } from '../../../form-schemas/document.ts'
import { element, type Html, html } from '../../html.ts'
import { operatorsWithoutValue, operatorWords } from '../describe-conditional.ts'
import type { AskedAbout } from './condition-questions.ts'
import { fieldVoice, type SettingField } from './setting-field.ts'

type Condition = Conditional['conditions'][number]

/** "Show when … is …": no condition means always shown. Conditions on questions that are not offered any more are kept. */
export function conditionsField(
  value: Conditional | undefined,
  offered: AskedAbout[],
  what: string,
): SettingField {
  const id = 'setting-conditional'
  const made = element(html`<div class="govuk-form-group">
    <p class="govuk-error-message" id="${id}-error" hidden></p>
    <p class="govuk-body-s" data-part="always"></p>
    <div data-part="lead" class="cf-condition cf-condition--lead" hidden>
      ${select(`${id}-show`, `This ${what}`, [
        { value: 'true', label: 'is shown when', chosen: value?.show !== false },
        { value: 'false', label: 'is hidden when', chosen: value?.show === false },
      ])}
      ${select(`${id}-conjunction`, 'How many must hold', [
        { value: 'all', label: 'all of these hold', chosen: value?.conjunction !== 'any' },
        { value: 'any', label: 'any of these holds', chosen: value?.conjunction === 'any' },
      ])}
    </div>
    <div data-part="rows"></div>
    <button type="button" class="govuk-button govuk-button--secondary" id="${id}" data-part="add">Add a condition</button>
  </div>`)
  const part = <E extends HTMLElement>(name: string) => made.querySelector<E>(`[data-part="${name}"]`) as E
  const rows = part('rows')
  let numbered = 0

  const refresh = () => {
    const none = rows.childElementCount === 0
    part('lead').hidden = none
    part('always').hidden = !none
    part('always').textContent =
      offered.length > 0
        ? `This ${what} is always shown.`
        : `This ${what} is always shown. A condition asks about an answer from an earlier page, and there is none yet.`
    part('add').hidden = offered.length === 0
  }
  const add = (condition: Condition) => {
    numbered += 1
    rows.append(
      conditionRow(`condition-${numbered}`, numbered, condition, offered, refresh, () => part('add').focus()),
    )
    refresh()
  }
  for (const condition of value?.conditions ?? []) add(condition)
  refresh()
  part('add').addEventListener('click', () => {
    const first = offered[0]
    if (!first) return
    add({ component: first.key, operator: first.operators[0] ?? 'isEqual' })
    rows.lastElementChild?.querySelector('select')?.focus()
  })

  return {
    key: 'conditional',
    label: 'When to show',
    element: made,
    ...fieldVoice(made, id),
    read(): Conditional | undefined {
      const conditions = [...rows.children].map((row) => readRow(row, offered))
      if (conditions.length === 0) return undefined
      const held = (name: string) => made.querySelector<HTMLSelectElement>(`[id="${id}-${name}"]`)?.value
      return {
        show: held('show') === 'true',
        conjunction: held('conjunction') === 'any' ? 'any' : 'all',
        conditions,
      }
    },
  }
}

function select(
  id: string,
  label: string,
  options: { value: string; label: string; chosen: boolean }[],
): Html {
  return html`<div class="govuk-form-group"><label class="govuk-label" for="${id}">${label}</label>
    <select class="govuk-select" id="${id}">${options.map(
      (option) =>
        html`<option value="${option.value}" ${option.chosen ? html`selected` : ''}>${option.label}</option>`,
    )}</select></div>`
}

function conditionRow(
  id: string,
  number: number,
  condition: Condition,
  offered: AskedAbout[],
  changed: () => void,
  afterRemove: () => void,
): HTMLElement {
  const known = offered.some(({ key }) => key === condition.component)
  const questions = [
    ...offered.map(({ key, label }) => ({ value: key, label, chosen: key === condition.component })),
    ...(known
      ? []
      : [
          {
            value: condition.component,
            label: `${condition.component} (not on an earlier page)`,
            chosen: true,
          },
        ]),
  ]
  const row = element(html`<div class="cf-condition" role="group" aria-label="Condition ${number}">
    ${select(`${id}-question`, 'Question', questions)}
    <div data-part="operator"></div><div data-part="value"></div>
    <button type="button" class="cf-action cf-action--delete" data-part="remove"
      aria-label="Remove condition ${number}">Remove</button></div>`)
  const find = <E extends HTMLElement>(selector: string) => row.querySelector<E>(selector)
  const draw = (operator: string, value: Condition['value']) => {
    const about = offered.find(({ key }) => key === find<HTMLSelectElement>(`[id="${id}-question"]`)?.value)
    const operators = about?.operators ?? [condition.operator]
    const options = operators.map((name) => ({
      value: name,
      label: operatorWords[name],
      chosen: name === operator,
    }))
    const place = find('[data-part="operator"]')
    if (place) place.innerHTML = select(`${id}-operator`, 'Rule', options).text
    drawValue(row, id, about, value)
    find(`[id="${id}-operator"]`)?.addEventListener('change', () => drawValue(row, id, about, undefined))
  }
  draw(condition.operator, condition.value)
  find(`[id="${id}-question"]`)?.addEventListener('change', () => draw('', undefined))
  find('[data-part="remove"]')?.addEventListener('click', () => {
    row.remove()
    changed()
    afterRemove()
  })
  return row
}

function drawValue(
  row: HTMLElement,
  id: string,
  about: AskedAbout | undefined,
  value: Condition['value'],
): void {
  const place = row.querySelector('[data-part="value"]')
  const operator = row.querySelector<HTMLSelectElement>('[data-part="operator"] select')?.value
  if (!place) return
  if (operatorsWithoutValue.some((name) => name === operator)) {
    place.innerHTML = ''
  } else if (about && typeof about.compareWith !== 'string') {
    const options = about.compareWith.map((option) => ({
      value: String(option.value),
      label: option.label,
      chosen: option.value === value,
    }))
    place.innerHTML = select(`${id}-value`, 'Answer', options).text
  } else {
    const mode = about?.compareWith === 'number' ? 'numeric' : 'text'
    place.innerHTML =
      html`<div class="govuk-form-group"><label class="govuk-label" for="${id}-value">Answer</label>
      <input class="govuk-input" id="${id}-value" type="text" inputmode="${mode}" autocomplete="off" value="${value ?? ''}"></div>`.text
  }
}

function readRow(row: Element, offered: AskedAbout[]): Condition {
  const [question, operator] = row.querySelectorAll('select')
  const component = question?.value ?? ''
  const about = offered.find(({ key }) => key === component)
  const condition: Condition = {
    component,
    operator: (operator?.value ?? 'isEqual') as Condition['operator'],
  }
  const control = row.querySelector<HTMLInputElement | HTMLSelectElement>(
    '[data-part="value"] select, [data-part="value"] input',
  )
  if (!control) return condition
  return { ...condition, value: typed(control.value.trim(), about) }
}

/** The text of the control as the kind of value that the question's answer is. */
function typed(text: string, about: AskedAbout | undefined): string | number | boolean {
  if (about?.compareWith === 'number') return text === '' || Number.isNaN(Number(text)) ? text : Number(text)
  if (about && typeof about.compareWith !== 'string') {
    return about.compareWith.find(({ value }) => String(value) === text)?.value ?? text
  }
  return text
}
