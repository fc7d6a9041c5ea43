import type { MacroCall, ViewInput } from '../question-type.ts'
import { affixParams, inputCall, widthClass } from '../question-view.ts'
import type { Textfield } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const settings = input.component as Textfield
  const { width, autocomplete, inputMode, spellcheck } = settings
  return [
    inputCall(input, {
      ...affixParams(settings, input.language),
      ...(width === undefined ? {} : { classes: widthClass(width) }),
      ...(autocomplete === undefined ? {} : { autocomplete }),
      ...(inputMode === undefined ? {} : { inputmode: inputMode }),
      ...(spellcheck === undefined ? {} : { spellcheck }),
    }),
  ]
}
