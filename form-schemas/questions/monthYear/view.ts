import { dateInputCall } from '../date-input.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { parts } from './answer.ts'

const hint = { en: 'For example, 3 2026', cy: 'Er enghraifft, 3 2026' }

export function view(input: ViewInput): MacroCall[] {
  return [dateInputCall(input, parts, { hint })]
}
