import type { MacroCall, ViewInput } from '../question-type.ts'
import { affixParams, inputCall, widthClass } from '../question-view.ts'
import type { NumberQuestion } from './settings.ts'

/** A text input: `type="number"` is avoided on GOV.UK, since it changes by scrolling and rounds. */
export function view(input: ViewInput): MacroCall[] {
  const settings = input.component as NumberQuestion
  const { width = 10, decimalLimit, validate: { integer, min = 0 } = {} } = settings
  // Phones show their number keys without a minus.
  const inputmode = min < 0 ? undefined : integer || decimalLimit === 0 ? 'numeric' : 'decimal'
  return [
    inputCall(input, {
      ...affixParams(settings, input.language),
      classes: widthClass(width),
      ...(inputmode === undefined ? {} : { inputmode }),
      spellcheck: false,
    }),
  ]
}
