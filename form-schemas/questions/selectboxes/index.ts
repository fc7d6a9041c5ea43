import type { Answer } from '../../answers.ts'
import { noneValue, optionLabel, optionValues } from '../options.ts'
import type { QuestionType } from '../question-type.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { type Selectboxes, settings } from './settings.ts'
import { view } from './view.ts'

/** Any number of the options. */
export const selectboxes: QuestionType = {
  type: 'selectboxes',
  asks: true,
  settings,
  read,
  check,
  values: (component, answer) => ({ [component.key]: chosen(answer) }),
  fields: (component) => [{ name: component.key, options: optionValues(component), multiple: true }],
  view,
  summary: (component, answer, language) =>
    chosen(answer).map((value) => optionLabel(component, value, language)),
  shape: () => ({ kind: 'choices' }),
  sample: (component, n) => {
    const { noneOption, validate = {} } = component as Selectboxes
    const values = optionValues(component).filter((value) => noneOption === undefined || value !== noneValue)
    const { minSelectedCount = 1 } = validate
    const few = values.filter((_value, i) => (i + n) % 2 === 0).slice(0, Math.max(1, minSelectedCount))
    return few.length >= minSelectedCount ? few : values.slice(0, minSelectedCount)
  },
  designer,
  editForm,
}

function chosen(answer: Answer | undefined): string[] {
  return Array.isArray(answer) ? answer.filter((value) => typeof value === 'string') : []
}
