import { say } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, heldText, hintParams, labelParams } from '../question-view.ts'
import type { NumberQuestion } from './settings.ts'

/** A text input: `type="number"` is avoided on GOV.UK, since it changes by scrolling and rounds. */
export function view(input: ViewInput): MacroCall[] {
  const { key, prefix, suffix, width = 10, validate } = input.component as NumberQuestion
  return [
    {
      macro: 'govukInput',
      params: {
        id: key,
        name: key,
        label: labelParams(input),
        ...hintParams(input),
        ...errorParams(input, key),
        ...(prefix === undefined ? {} : { prefix: { text: say(prefix, input.language) } }),
        ...(suffix === undefined ? {} : { suffix: { text: say(suffix, input.language) } }),
        classes: `govuk-input--width-${width}`,
        inputmode: validate?.integer ? 'numeric' : 'decimal',
        spellcheck: false,
        value: heldText(input, key),
      },
    },
  ]
}
