import type { AddressAnswer, Answer } from '../../answers.ts'
import type { QuestionType } from '../question-type.ts'
import { check, lineName, lines, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** A United Kingdom address, typed in. */
export const address: QuestionType = {
  type: 'address',
  asks: true,
  settings,
  read,
  check,
  values: (component, answer) =>
    Object.fromEntries(lines.map((line) => [lineName(component, line), asAddress(answer)?.[line] ?? ''])),
  fields: (component) => lines.map((line) => ({ name: lineName(component, line) })),
  view,
  summary: (_component, answer) =>
    lines.map((line) => asAddress(answer)?.[line] ?? '').filter((text) => text !== ''),
  shape: () => ({
    kind: 'object',
    fields: Object.fromEntries(lines.map((line) => [line, { kind: 'text' as const }])),
  }),
  sample: (_component, n) => ({ line1: `${n + 1} Example Street`, town: 'Exampleton', postcode: 'AA3 1AB' }),
  designer,
  editForm,
}

function asAddress(answer: Answer | undefined): AddressAnswer | undefined {
  return answer !== null && typeof answer === 'object' && !Array.isArray(answer)
    ? (answer as AddressAnswer)
    : undefined
}
