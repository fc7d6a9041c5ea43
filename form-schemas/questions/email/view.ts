import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, heldText, hintParams, labelParams } from '../question-view.ts'
import type { Email } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const { key, autocomplete = 'email' } = input.component as Email
  return [
    {
      macro: 'govukInput',
      params: {
        id: key,
        name: key,
        type: 'email',
        label: labelParams(input),
        ...hintParams(input),
        ...errorParams(input, key),
        autocomplete,
        spellcheck: false,
        value: heldText(input, key),
      },
    },
  ]
}
