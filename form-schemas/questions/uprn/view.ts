import type { MacroCall, ViewInput } from '../question-type.ts'
import { hintParams, inputCall } from '../question-view.ts'

const hint = {
  en: 'The Unique Property Reference Number, up to 12 digits',
  cy: 'Y Rhif Cyfeirnod Eiddo Unigryw, hyd at 12 digid',
}

export function view(input: ViewInput): MacroCall[] {
  const more = { classes: 'govuk-input--width-20', inputmode: 'numeric', spellcheck: false }
  return [inputCall(input, { ...hintParams(input, hint), ...more })]
}
