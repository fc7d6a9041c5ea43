import type { Language } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, fieldsetParams, heldText, hintParams } from '../question-view.ts'
import { type Part, partName, parts } from './answer.ts'
import type { DayQuestion } from './settings.ts'

const labels: Record<Language, Record<Part, string>> = {
  en: { day: 'Day', month: 'Month', year: 'Year' },
  cy: { day: 'Diwrnod', month: 'Mis', year: 'Blwyddyn' },
}

export function view(input: ViewInput): MacroCall[] {
  const { component, language } = input
  const { key, autocomplete } = component as DayQuestion
  const names = parts.map((part) => partName(component, part))
  const error = errorParams(input, ...names)
  const wrong = error.errorMessage ? partsToMark(input, names) : []
  const items = parts.map((part) => {
    const name = partName(component, part)
    return {
      id: name,
      name,
      label: labels[language][part],
      classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
      ...(autocomplete === 'bday' ? { autocomplete: `bday-${part}` } : {}),
      ...(wrong.includes(name) ? { error: true } : {}),
      value: heldText(input, name),
    }
  })
  return [
    {
      macro: 'govukDateInput',
      params: { id: key, fieldset: fieldsetParams(input), ...hintParams(input), ...error, items },
    },
  ]
}

/** The parts left empty when only some were; otherwise the part the error is about, or all of it when that is the first. */
function partsToMark(input: ViewInput, names: string[]): string[] {
  const empty = names.filter((name) => heldText(input, name) === '')
  if (empty.length > 0 && empty.length < names.length) return empty
  const field = input.errors.find((error) => names.includes(error.field))?.field
  return field === undefined || field === names[0] ? names : [field]
}
