import type { Answer } from '../../../form-schemas/answers.ts'
import { everySubject, type Subject } from '../../../form-schemas/condition-subjects.ts'
import { conditionsIn } from '../../../form-schemas/conditions.ts'
import type { Component } from '../../../form-schemas/document.ts'
import { type Html, html } from '../../html.ts'
import type { Design } from '../design.ts'
import { labelled, selectBox } from './boxes.ts'
import { readValue } from './value-control.ts'

/** What any condition of the form looks at, in the form's order. */
export function askedAbout({ definition, conditions }: Design): Subject[] {
  const asked = new Set<string>()
  const note = ({ conditional }: Component) => {
    for (const { condition } of conditional ? conditionsIn(conditional, conditions) : [])
      asked.add(condition.component)
  }
  for (const panel of definition.components) {
    note(panel)
    panel.components.forEach(note)
  }
  for (const { when } of conditions)
    for (const { condition } of conditionsIn(when, conditions)) asked.add(condition.component)
  return everySubject(definition.components).filter(({ component }) => asked.has(component))
}

const several = (subject: Subject) =>
  subject.operators.includes('includes') && Array.isArray(subject.compareWith)
const onlyWhether = (subject: Subject) => !subject.operators.includes('isEqual') && !several(subject)

/** A box for a sample answer, made so that it can be left unanswered. */
export function sampleBox(subject: Subject, index: number, answer: Answer | undefined): Html {
  const id = `sample-${index}`
  const data = html`data-sample="${subject.component}"`
  const { compareWith, label } = subject
  const none = { value: '', label: 'Not answered', chosen: answer === undefined }
  if (onlyWhether(subject)) {
    const answered = { value: 'answered', label: 'Answered', chosen: answer !== undefined }
    return selectBox(id, label, [none, answered], data)
  }
  if (Array.isArray(compareWith) && several(subject)) {
    const chosen = Array.isArray(answer) ? answer : []
    return html`<fieldset class="govuk-fieldset"><legend class="govuk-label">${label}</legend>
      <div class="govuk-checkboxes govuk-checkboxes--small">${compareWith.map(
        ({ value, label: words }, option) => html`<div class="govuk-checkboxes__item">
          <input class="govuk-checkboxes__input" type="checkbox" id="${id}-${option}" value="${value}" ${data}
            ${chosen.includes(value as never) ? html`checked` : ''}>
          <label class="govuk-label govuk-checkboxes__label" for="${id}-${option}">${words}</label></div>`,
      )}</div></fieldset>`
  }
  if (Array.isArray(compareWith)) {
    const options = compareWith.map(({ value, label: words }) => ({
      value: String(value),
      label: words,
      chosen: value === answer,
    }))
    return selectBox(id, label, [none, ...options], data)
  }
  const type = compareWith === 'date' ? 'date' : 'text'
  const shown = compareWith === 'pence' ? `${label} (pounds)` : label
  return labelled(
    id,
    shown,
    html`<input class="govuk-input" id="${id}" type="${type}" autocomplete="off" ${data}>`,
  )
}

/** What the boxes of a subject hold now, as an answer; undefined when it is not answered. */
export function readSample(host: HTMLElement, subject: Subject): Answer | undefined {
  const boxes = [
    ...host.querySelectorAll<HTMLInputElement | HTMLSelectElement>(`[data-sample="${subject.component}"]`),
  ]
  if (several(subject)) {
    const chosen = boxes.filter((box) => (box as HTMLInputElement).checked).map(({ value }) => value)
    return chosen.length > 0 ? chosen : undefined
  }
  const text = boxes[0]?.value ?? ''
  if (text.trim() === '') return undefined
  return onlyWhether(subject) ? { answered: 'yes' } : readValue(text, subject)
}
