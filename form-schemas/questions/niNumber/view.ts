import type { MacroCall, ViewInput } from '../question-type.ts'
import { hintParams, inputCall } from '../question-view.ts'

const hint = {
  en: 'It’s on your National Insurance card, benefit letter, payslip or P60. For example, ‘QQ 12 34 56 C’.',
  cy: 'Mae ar eich cerdyn Yswiriant Gwladol, llythyr budd-dal, slip cyflog neu P60. Er enghraifft, ‘QQ 12 34 56 C’.',
}

export function view(input: ViewInput): MacroCall[] {
  return [
    inputCall(input, { ...hintParams(input, hint), classes: 'govuk-input--width-10', spellcheck: false }),
  ]
}
