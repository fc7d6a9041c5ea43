import type { MacroCall, ViewInput } from '../question-type.ts'
import { inputCall, widthClass } from '../question-view.ts'
import type { PhoneNumber } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const { autocomplete = 'tel', width = 20 } = input.component as PhoneNumber
  return [inputCall(input, { type: 'tel', autocomplete, classes: widthClass(width) })]
}
