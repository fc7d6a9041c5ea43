import type { Language } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, fieldsetParams, heldText, hintParams } from '../question-view.ts'
import { findName } from './finding.ts'
import { type Line, lineName, lines } from './lines.ts'
import { type AddressQuestion, findsByPostcode } from './settings.ts'
import { findingView } from './view-finding.ts'

const labels: Record<Language, Record<Line, string>> = {
  en: {
    line1: 'Address line 1',
    line2: 'Address line 2 (optional)',
    town: 'Town or city',
    county: 'County (optional)',
    postcode: 'Postcode',
  },
  cy: {
    line1: 'Llinell gyntaf y cyfeiriad',
    line2: 'Ail linell y cyfeiriad (dewisol)',
    town: 'Tref neu ddinas',
    county: 'Sir (dewisol)',
    postcode: 'Cod post',
  },
}

const tokens: Record<Line, string | undefined> = {
  line1: 'address-line1',
  line2: 'address-line2',
  town: 'address-level2',
  county: undefined,
  postcode: 'postal-code',
}

const widths: Partial<Record<Line, string>> = {
  town: 'govuk-!-width-two-thirds',
  county: 'govuk-!-width-two-thirds',
  postcode: 'govuk-input--width-10',
}

/** A fieldset around five inputs, or around what finds the address. The hint is its first child, and describes the group. */
export function view(input: ViewInput): MacroCall[] {
  const { component } = input
  const hintId = `${component.key}-hint`
  const { hint } = hintParams(input) as { hint?: { text: string } }
  const children = findsByPostcode(component) ? findingView(input, lineInputs(input)) : lineInputs(input)
  return [
    {
      macro: 'govukFieldset',
      params: { ...fieldsetParams(input), ...(hint ? { describedBy: hintId } : {}) },
      children: hint
        ? [{ macro: 'govukHint', params: { id: hintId, text: hint.text } }, ...children]
        : children,
    },
  ]
}

function lineInputs(input: ViewInput): MacroCall[] {
  const { component, language, assisted } = input
  return lines.map((line): MacroCall => {
    const name = lineName(component, line)
    const autocomplete = (component as AddressQuestion).autocomplete === 'off' ? 'off' : tokens[line]
    // Who looked for a postcode in vain need not type it again.
    const looked =
      line === 'postcode' && assisted?.[component.key] ? heldText(input, findName(component)) : ''
    return {
      macro: 'govukInput',
      params: {
        id: name,
        name,
        label: { text: labels[language][line] },
        ...errorParams(input, name),
        ...(widths[line] === undefined ? {} : { classes: widths[line] }),
        ...(autocomplete === undefined ? {} : { autocomplete }),
        value: heldText(input, name) || looked,
      },
    }
  })
}
