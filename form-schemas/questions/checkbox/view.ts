import { say } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { askedLabel, errorParams, fieldsetParams, heldChoices, hintParams } from '../question-view.ts'
import type { Checkbox } from './settings.ts'

const declaration = { en: 'Declaration', cy: 'Datganiad' }

export function view(input: ViewInput): MacroCall[] {
  const { component, language } = input
  const { key, legend = declaration } = component as Checkbox
  return [
    {
      macro: 'govukCheckboxes',
      params: {
        idPrefix: key,
        name: key,
        fieldset: fieldsetParams(input, say(legend, language)),
        ...hintParams(input),
        ...errorParams(input, key),
        items: [
          {
            value: 'yes',
            text: askedLabel(component, language),
            checked: heldChoices(input, key).includes('yes'),
          },
        ],
      },
    },
  ]
}
