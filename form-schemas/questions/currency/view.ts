import type { MacroCall, ViewInput } from '../question-type.ts'
import { inputCall, widthClass } from '../question-view.ts'
import type { Currency } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const { width = 5, validate } = input.component as Currency
  return [
    inputCall(input, {
      prefix: { text: '£' },
      classes: widthClass(width),
      inputmode: validate?.wholePounds ? 'numeric' : 'decimal',
      spellcheck: false,
    }),
  ]
}
