import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, heldText, hintParams, labelParams } from '../question-view.ts'
import type { Currency } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const { key, width = 5 } = input.component as Currency
  return [
    {
      macro: 'govukInput',
      params: {
        id: key,
        name: key,
        label: labelParams(input),
        ...hintParams(input),
        ...errorParams(input, key),
        prefix: { text: '£' },
        classes: `govuk-input--width-${width}`,
        inputmode: 'decimal',
        spellcheck: false,
        value: heldText(input, key),
      },
    },
  ]
}
