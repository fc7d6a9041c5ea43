import { say } from '../../words.ts'
import { optionsOf } from '../options.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, fieldsetParams, heldChoices, hintParams } from '../question-view.ts'

const hint = { en: 'Select all that apply', cy: 'Dewiswch bob un sy’n berthnasol' }

export function view(input: ViewInput): MacroCall[] {
  const { component, language } = input
  const held = heldChoices(input, component.key)
  const items = optionsOf(component).map(({ value, label, description }) => ({
    value,
    text: say(label, language),
    ...(description === undefined ? {} : { hint: { text: say(description, language) } }),
    checked: held.includes(value),
  }))
  return [
    {
      macro: 'govukCheckboxes',
      params: {
        idPrefix: component.key,
        name: component.key,
        fieldset: fieldsetParams(input),
        hint: { text: hint[language] },
        ...hintParams(input),
        ...errorParams(input, component.key),
        items,
      },
    },
  ]
}
