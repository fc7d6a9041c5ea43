import type { AddressAnswer } from '../../answers.ts'
import type { QuestionType } from '../question-type.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { assist, findName } from './finding.ts'
import { asAddress, lineName, lines } from './lines.ts'
import { findsByPostcode, settings } from './settings.ts'
import { view } from './view.ts'

/** A United Kingdom address, typed in or chosen from those of a postcode. */
export const address: QuestionType = {
  type: 'address',
  asks: true,
  settings,
  read,
  check,
  assist,
  remembers: findsByPostcode,
  shownAs: (component, answer) =>
    findsByPostcode(component) && asAddress(answer) ? { kind: 'typed' } : undefined,
  values: (component, answer) => ({
    ...(findsByPostcode(component) ? { [findName(component)]: asAddress(answer)?.postcode ?? '' } : {}),
    ...Object.fromEntries(lines.map((line) => [lineName(component, line), asAddress(answer)?.[line] ?? ''])),
  }),
  fields: (component) => [
    ...(findsByPostcode(component) ? [{ name: findName(component) }] : []),
    ...lines.map((line) => ({ name: lineName(component, line) })),
  ],
  view,
  summary: (_component, answer) =>
    lines.map((line) => asAddress(answer)?.[line] ?? '').filter((text) => text !== ''),
  shape: (component) => ({
    kind: 'object',
    fields: Object.fromEntries(
      [...lines, ...(findsByPostcode(component) ? ['uprn'] : [])].map((part) => [
        part,
        { kind: 'text' as const },
      ]),
    ),
  }),
  sample: (component, n): AddressAnswer => ({
    line1: `${n + 1} Example Street`,
    town: 'Exampleton',
    postcode: 'AA3 1AB',
    // One in three is typed, and so has none.
    ...(findsByPostcode(component) && n % 3 !== 2 ? { uprn: String(100_000_000_001 + n) } : {}),
  }),
  designer,
  editForm,
}
