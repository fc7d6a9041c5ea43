import type { Component } from '../document.ts'
import { fieldOf, type Part } from './parts-answer.ts'
import type { MacroCall, ViewInput } from './question-type.ts'
import { errorParams, fieldsetParams, heldText, hintParams, inputCall, marked } from './question-view.ts'

/** A fieldset around the inputs, with the hint as its first child; a question of one part is that input alone. */
export function partsView(partsOf: (component: Component) => Part[]): (input: ViewInput) => MacroCall[] {
  return (input) => {
    const { component } = input
    const parts = partsOf(component)
    if (parts.length === 1)
      return [inputCall(input, { ...hintParams(input, parts[0]?.hint), ...parts[0]?.input })]
    const hintId = `${component.key}-hint`
    const { hint } = hintParams(input) as { hint?: { text: string } }
    const inputs = parts.map((part) => partCall(input, parts, part))
    return [
      {
        macro: 'govukFieldset',
        params: { ...fieldsetParams(input), ...(hint ? { describedBy: hintId } : {}) },
        children: hint
          ? [{ macro: 'govukHint', params: { id: hintId, text: hint.text } }, ...inputs]
          : inputs,
      },
    ]
  }
}

function partCall(input: ViewInput, parts: Part[], part: Part): MacroCall {
  const { component, language } = input
  const name = fieldOf(component, parts, part)
  return {
    macro: 'govukInput',
    params: {
      id: name,
      name,
      label: { text: marked(part.label[language], part.required, language) },
      ...(part.hint === undefined ? {} : { hint: { text: part.hint[language] } }),
      ...errorParams(input, name),
      ...part.input,
      value: heldText(input, name),
    },
  }
}
