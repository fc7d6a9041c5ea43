import { dateInputCall } from '../date-input.ts'
import { parts } from '../day/answer.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import type { DateOfBirth } from './settings.ts'

const hint = { en: 'For example, 27 3 1985', cy: 'Er enghraifft, 27 3 1985' }

export function view(input: ViewInput): MacroCall[] {
  const { autocomplete = 'bday' } = input.component as DateOfBirth
  return [dateInputCall(input, parts, { birthday: autocomplete === 'bday', hint })]
}
