import type { MacroCall, ViewInput } from '../question-type.ts'
import { hintParams, inputCall } from '../question-view.ts'

const hint = { en: 'For example, AB12 CDE', cy: 'Er enghraifft, AB12 CDE' }

export function view(input: ViewInput): MacroCall[] {
  return [
    inputCall(input, { ...hintParams(input, hint), classes: 'govuk-input--width-10', spellcheck: false }),
  ]
}
