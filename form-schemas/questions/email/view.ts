import type { MacroCall, ViewInput } from '../question-type.ts'
import { inputCall, widthClass } from '../question-view.ts'
import type { Email } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const { autocomplete = 'email', width } = input.component as Email
  return [
    inputCall(input, {
      type: 'email',
      autocomplete,
      spellcheck: false,
      ...(width === undefined ? {} : { classes: widthClass(width) }),
    }),
  ]
}
