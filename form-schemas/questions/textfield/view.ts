import { say } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, heldText, hintParams, labelParams } from '../question-view.ts'
import type { Textfield } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const settings = input.component as Textfield
  const { key, prefix, suffix, width, autocomplete, inputMode, spellcheck } = settings
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
        ...(width === undefined ? {} : { classes: `govuk-input--width-${width}` }),
        ...(autocomplete === undefined ? {} : { autocomplete }),
        ...(inputMode === undefined ? {} : { inputmode: inputMode }),
        ...(spellcheck === undefined ? {} : { spellcheck }),
        value: heldText(input, key),
      },
    },
  ]
}
