import type { MacroCall, ViewInput } from '../question-type.ts'
import { inputCall, widthClass } from '../question-view.ts'
import { widths } from '../settings-parts.ts'
import { maskSigns } from './mask.ts'
import { formOf, type Reference } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const question = input.component as Reference
  const { inputMask } = formOf(question)
  const signs = inputMask === undefined ? [] : maskSigns(inputMask)
  const room = widths.find((width) => width >= Math.max(10, inputMask?.length ?? 20)) ?? 30
  const onlyDigits = signs.length > 0 && signs.every((sign) => /\d/.test(sign))
  return [
    inputCall(input, {
      classes: widthClass(question.width ?? room),
      ...(onlyDigits ? { inputmode: 'numeric' } : {}),
      spellcheck: false,
    }),
  ]
}
