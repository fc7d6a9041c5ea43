import { say } from '../../words.ts'
import { optionsOf } from '../options.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, fieldsetParams, heldText, hintParams } from '../question-view.ts'
import type { Radio } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const { key, inline } = input.component as Radio
  const held = heldText(input, key)
  const items = optionsOf(input.component).map(({ value, label, description }) => ({
    value,
    text: say(label, input.language),
    ...(description === undefined ? {} : { hint: { text: say(description, input.language) } }),
    checked: value === held,
  }))
  return [
    {
      macro: 'govukRadios',
      params: {
        idPrefix: key,
        name: key,
        fieldset: fieldsetParams(input),
        ...hintParams(input),
        ...errorParams(input, key),
        ...(inline ? { classes: 'govuk-radios--inline' } : {}),
        items,
      },
    },
  ]
}
