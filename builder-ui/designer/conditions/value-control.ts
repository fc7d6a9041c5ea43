import { isDay } from '../../../form-schemas/calendar.ts'
import type { Subject } from '../../../form-schemas/condition-subjects.ts'
import { operatorsWithoutValue } from '../../../form-schemas/condition-words.ts'
import type { Condition } from '../../../form-schemas/document.ts'
import { poundsFromPence } from '../../../form-schemas/pounds.ts'
import { type Html, html } from '../../html.ts'
import { labelled, selectBox } from './boxes.ts'

export { readValue } from '../../../form-schemas/condition-value.ts'

/** What a condition is compared with: one of the answers, or a box that suits them. Nothing for "is answered". */
export function valueControl(
  id: string,
  { operator, value }: Condition,
  subject: Subject | undefined,
  data: Html,
): Html {
  if (operatorsWithoutValue.includes(operator)) return html``
  const compared = subject?.compareWith ?? 'text'
  if (Array.isArray(compared)) {
    const known = compared.some((option) => option.value === value)
    const options = compared.map((option) => ({
      value: String(option.value),
      label: option.label,
      chosen: option.value === value,
    }))
    const gone = {
      value: String(value ?? ''),
      label: `‘${value ?? ''}’ (not one of the answers)`,
      chosen: true,
    }
    return selectBox(id, 'Answer', known ? options : [gone, ...options], data)
  }
  if (compared === 'date' && (value === '' || value === undefined || isDay(value))) {
    return box(id, 'Date', html`type="date" value="${value ?? ''}"`, data)
  }
  if (compared === 'pence') {
    const pounds = typeof value === 'number' ? poundsFromPence(value) : (value ?? '')
    return box(id, 'Amount in pounds', html`type="text" inputmode="decimal" value="${pounds}"`, data)
  }
  const mode = compared === 'number' ? 'decimal' : 'text'
  // What a column of a dataset holds is not known here; money in it is whole pence, as everywhere.
  const isFound = subject?.component.startsWith('lookup.') ?? false
  const label = isFound ? 'Answer (money in pence)' : 'Answer'
  return box(id, label, html`type="text" inputmode="${mode}" value="${value ?? ''}"`, data)
}

function box(id: string, label: string, attributes: Html, data: Html): Html {
  return labelled(
    id,
    label,
    html`<input class="govuk-input" id="${id}" autocomplete="off" ${attributes} ${data}>`,
  )
}
