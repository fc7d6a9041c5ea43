import type { Language } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, fieldsetParams, heldText, hintParams } from '../question-view.ts'
import { options } from './answer.ts'

export const yesNoWords: Record<Language, { yes: string; no: string }> = {
  en: { yes: 'Yes', no: 'No' },
  cy: { yes: 'Ie', no: 'Na' },
}

export function view(input: ViewInput): MacroCall[] {
  const { key } = input.component
  const held = heldText(input, key)
  return [
    {
      macro: 'govukRadios',
      params: {
        idPrefix: key,
        name: key,
        fieldset: fieldsetParams(input),
        ...hintParams(input),
        ...errorParams(input, key),
        classes: 'govuk-radios--inline',
        items: options.map((value) => ({
          value,
          text: yesNoWords[input.language][value],
          checked: value === held,
        })),
      },
    },
  ]
}
