import type { GroupModel } from '../../../../form-schemas/condition-group.ts'
import type { PriceCase, Pricing } from '../../../../form-schemas/document.ts'
import { say, type Words } from '../../../../form-schemas/words.ts'
import { poundsText } from '../../../money.ts'
import type { FieldProblem, PostedForm } from '../page.ts'

/** The prices screen as texts, row by row: what is in the boxes, right or wrong. */
export interface PricingFields {
  fees: { code: string; from: string; amount: string }[]
  define: { name: string; label: string; value: string }[]
  refuse: string
  lines: LineFields[]
  tests: CaseFields[]
  /** By line: conditions that are being picked and do not say a rule yet. */
  picks: (GroupModel | undefined)[]
  /** By line: what was typed as a fixed amount or number and is none. */
  fixed: ({ amount?: string; quantity?: string } | undefined)[]
  /** What is still to be picked, or was changed in two ways at once. */
  unsettled: FieldProblem[]
}

export interface LineFields {
  code: string
  label: string
  labelCy: string
  when: string
  quantity: string
  amount: string
  vat: string
  fund: string
  ledger: string
  narrative: string
}

export interface CaseFields {
  name: string
  on: string
  answers: string
  total: string
  lines: string
  refused: string
}

export const emptyFee = { code: '', from: '', amount: '' }
export const emptyDefine = { name: '', label: '', value: '' }
export const emptyLine: LineFields = {
  code: '',
  label: '',
  labelCy: '',
  when: '',
  quantity: '',
  amount: '',
  vat: 'outside-scope',
  fund: '',
  ledger: '',
  narrative: '',
}
export const emptyCase: CaseFields = { name: '', on: '', answers: '{}', total: '', lines: '', refused: '' }
/** What a row has before anybody types: such rows are dropped, not complained about. */
export const defaults = new Set(['outside-scope', '{}', ''])

/** More rows than any real form has; what is beyond is refused, not cut. */
const mostRows = 300

export function fieldsOf(pricing: Pricing | undefined): PricingFields {
  const welsh = (words: Words) => (typeof words === 'object' ? (words.cy ?? '') : '')
  return {
    fees: Object.entries(pricing?.fees ?? {}).flatMap(([code, dated]) =>
      dated.map(({ from, pence }) => ({ code, from, amount: poundsText(pence) })),
    ),
    define: (pricing?.define ?? []).map(({ name, label, value }) => ({ name, label: say(label), value })),
    refuse: pricing?.refuse ?? '',
    lines: (pricing?.lines ?? []).map((line) => ({
      ...emptyLine,
      ...Object.fromEntries(Object.entries(line).map(([key, value]) => [key, String(value ?? '')])),
      label: say(line.label),
      labelCy: welsh(line.label),
    })),
    tests: (pricing?.tests ?? []).map(caseFields),
    picks: [],
    fixed: [],
    unsettled: [],
  }
}

/** A case as its boxes show it. */
export function caseFields(test: PriceCase): CaseFields {
  return {
    name: test.name,
    on: test.on,
    answers: JSON.stringify(test.answers, null, 2),
    total: test.total === undefined ? '' : poundsText(test.total),
    lines: Object.entries(test.lines ?? {})
      .map(([code, pence]) => `${code} ${poundsText(pence)}`)
      .join('\n'),
    refused: test.refused ? 'yes' : '',
  }
}

/** The boxes as they were sent, before picks have their say. */
export function postedBoxes(form: PostedForm): PricingFields {
  const rows = <Row extends object>(part: string, empty: Row): Row[] => {
    const count = countRows(form, part)
    return Array.from({ length: count }, (_, index) => {
      const keys = Object.keys(empty) as (keyof Row & string)[]
      return Object.fromEntries(keys.map((key) => [key, form.text(`${part}.${index}.${key}`)])) as Row
    })
  }
  const fees = rows('fees', emptyFee)
  for (const [index, fee] of fees.entries()) {
    // Later amounts of a fee follow its code, which stands in one box only.
    const leader = form.text(`fees.${index}.sameAs`)
    if (/^\d{1,4}$/.test(leader)) fee.code = form.text(`fees.${leader}.code`)
  }
  return {
    fees,
    define: rows('define', emptyDefine),
    refuse: form.text('refuse'),
    lines: rows('lines', emptyLine),
    tests: rows('tests', emptyCase),
    picks: [],
    fixed: [],
    unsettled: [],
  }
}

function countRows(form: PostedForm, part: string): number {
  const numbers = form.names().flatMap((name) => {
    const [start, index] = name.split('.')
    return start === part && /^\d{1,4}$/.test(index ?? '') ? [Number(index) + 1] : []
  })
  return Math.min(Math.max(0, ...numbers), mostRows)
}
