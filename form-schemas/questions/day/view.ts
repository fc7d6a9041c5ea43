import { dateInputCall } from '../date-input.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { parts } from './answer.ts'
import type { DayQuestion } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const { autocomplete } = input.component as DayQuestion
  return [dateInputCall(input, parts, { birthday: autocomplete === 'bday' })]
}
