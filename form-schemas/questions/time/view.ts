import type { MacroCall, ViewInput } from '../question-type.ts'
import { hintParams, inputCall } from '../question-view.ts'

const hint = { en: 'For example, 9:30am or 3pm', cy: 'Er enghraifft, 9:30am neu 3pm' }

/** One input in which a time is written as people write it: selects of hours and minutes are slower, and need more care. */
export function view(input: ViewInput): MacroCall[] {
  return [
    inputCall(input, { ...hintParams(input, hint), classes: 'govuk-input--width-5', spellcheck: false }),
  ]
}
