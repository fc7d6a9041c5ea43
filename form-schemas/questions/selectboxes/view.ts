import { say } from '../../words.ts'
import { noneValue, optionsOf } from '../options.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, fieldsetParams, heldChoices, hintParams } from '../question-view.ts'
import type { Selectboxes } from './settings.ts'

const hint = { en: 'Select all that apply', cy: 'Dewiswch bob un sy’n berthnasol' }

const or = { en: 'or', cy: 'neu' }

export function view(input: ViewInput): MacroCall[] {
  const { component, language } = input
  const held = heldChoices(input, component.key)
  const hasNone = (component as Selectboxes).noneOption !== undefined
  const items = optionsOf(component).flatMap(({ value, label, description }): object[] => {
    const item = {
      value,
      text: say(label, language),
      ...(description === undefined ? {} : { hint: { text: say(description, language) } }),
      checked: held.includes(value),
    }
    return hasNone && value === noneValue
      ? [{ divider: or[language] }, { ...item, behaviour: 'exclusive' }]
      : [item]
  })
  return [
    {
      macro: 'govukCheckboxes',
      params: {
        idPrefix: component.key,
        name: component.key,
        fieldset: fieldsetParams(input),
        ...hintParams(input, hint),
        ...errorParams(input, component.key),
        items,
      },
    },
  ]
}
