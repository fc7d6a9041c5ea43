import { say } from '../../words.ts'
import { optionsOf } from '../options.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, heldText, hintParams, labelParams } from '../question-view.ts'
import type { Select } from './settings.ts'

/** Begins with an empty option that is never marked as selected: browsers show the first one when none is. */
export function view(input: ViewInput): MacroCall[] {
  const { key, autocomplete, searchEnabled } = input.component as Select
  const held = heldText(input, key)
  const items = optionsOf(input.component).map(({ value, label }) => ({
    value,
    text: say(label, input.language),
    selected: value === held,
  }))
  const none = {
    value: '',
    text: input.language === 'cy' ? 'Dewiswch opsiwn' : 'Choose an option',
    selected: false,
  }
  const attributes = {
    ...(autocomplete === undefined ? {} : { autocomplete }),
    // The mark by which the browser's part finds it: builder-ui/searchable-select.ts.
    ...(searchEnabled ? { 'data-searchable': 'true' } : {}),
  }
  return [
    {
      macro: 'govukSelect',
      params: {
        id: key,
        name: key,
        label: labelParams(input),
        ...hintParams(input),
        ...errorParams(input, key),
        ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
        items: [none, ...items],
      },
    },
  ]
}
