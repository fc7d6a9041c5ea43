import type { Answers } from '../../../../form-schemas/answers.ts'
import type { PriceCase, PriceLineRule, Pricing, VatTreatment } from '../../../../form-schemas/document.ts'
import type { Words } from '../../../../form-schemas/words.ts'
import { parsePounds } from '../../../money.ts'
import type { FieldProblem } from '../page.ts'
import { type CaseFields, defaults, emptyCase, emptyLine, type PricingFields } from './price-fields.ts'
import { readFees } from './read-fees.ts'

export interface ReadPricing {
  pricing: Pricing | undefined
  problems: FieldProblem[]
  /** The field that shows what the document keeps at a place, such as `fees.2.amount` for `fees.upTo3.1.pence`. */
  fieldFor(place: string): string
}

/**
 * The pricing these fields say. Only what cannot be said in a document is a problem here (an amount that is not money, cases that are
 * not JSON); everything else is judged where documents are. `before` keeps words in their shape when they say the same.
 */
export function readPricing(fields: PricingFields, before: Pricing | undefined): ReadPricing {
  const problems: FieldProblem[] = []
  const places = new Map<string, string>()
  const wrong = (field: string, message: string) => void problems.push({ field, message })
  const filled = <Row extends object>(rows: Row[]) =>
    rows.flatMap((row, index) =>
      Object.values(row).every((value: string) => defaults.has(value.trim())) ? [] : [{ row, index }],
    )

  const fees = readFees(filled(fields.fees), places, wrong)

  const define = filled(fields.define).map(({ row, index }, position): Pricing['define'][number] => {
    for (const key of ['name', 'label', 'value'])
      places.set(`define.${position}.${key}`, `define.${index}.${key}`)
    places.set(`define.${position}`, `define.${index}.name`)
    const label = words(row.label, undefined, before?.define.find(({ name }) => name === row.name)?.label)
    return { name: row.name.trim(), value: row.value, ...(label !== undefined && { label }) }
  })

  const lines = filled(fields.lines).map(({ row, index }, position): PriceLineRule => {
    for (const key of Object.keys(emptyLine)) places.set(`lines.${position}.${key}`, `lines.${index}.${key}`)
    for (const key of ['label.en', 'label.cy'])
      places.set(`lines.${position}.${key}`, `lines.${index}.${key === 'label.cy' ? 'labelCy' : 'label'}`)
    places.set(`lines.${position}`, `lines.${index}.code`)
    const code = row.code.trim()
    if (row.amount.trim() === '')
      wrong(`lines.${index}.amount`, "Enter the amount: a rule that gives pence, such as $fee('upTo3')")
    const optional = (['when', 'quantity', 'ledger', 'narrative'] as const).filter(
      (key) => row[key].trim() !== '',
    )
    return {
      code,
      label: words(row.label, row.labelCy, before?.lines.find((line) => line.code === code)?.label) ?? '',
      ...Object.fromEntries(
        optional.filter((key) => key === 'when' || key === 'quantity').map((key) => [key, row[key]]),
      ),
      amount: row.amount,
      vat: row.vat as VatTreatment,
      fund: row.fund.trim(),
      ...Object.fromEntries(
        optional
          .filter((key) => key === 'ledger' || key === 'narrative')
          .map((key) => [key, row[key].trim()]),
      ),
    }
  })

  const tests = filled(fields.tests).map(({ row, index }, position): PriceCase => {
    for (const key of Object.keys(emptyCase)) places.set(`tests.${position}.${key}`, `tests.${index}.${key}`)
    places.set(`tests.${position}`, `tests.${index}.name`)
    return readCase(row, `tests.${index}`, wrong)
  })

  const empty =
    Object.keys(fees).length + define.length + lines.length + tests.length === 0 &&
    fields.refuse.trim() === ''
  places.set('refuse', 'refuse')
  return {
    pricing: empty
      ? undefined
      : { fees, define, ...(fields.refuse.trim() !== '' && { refuse: fields.refuse }), lines, tests },
    problems,
    fieldFor(place) {
      for (let at = place; at !== ''; at = at.split('.').slice(0, -1).join('.')) {
        const field = places.get(at)
        if (field) return field
      }
      return 'prices'
    },
  }
}

/** The same words stay in the shape they had; Welsh that was there and has no box here stays too. */
function words(en: string, cy: string | undefined, was: Words | undefined): Words | undefined {
  const welsh =
    cy === undefined ? (typeof was === 'object' ? was.cy : undefined) : cy.trim() === '' ? undefined : cy
  if (en.trim() === '' && welsh === undefined) return undefined
  if (typeof was === 'object' || welsh !== undefined) return welsh === undefined ? { en } : { en, cy: welsh }
  return en
}

function readCase(row: CaseFields, at: string, wrong: (field: string, message: string) => void): PriceCase {
  const answers = readAnswers(row.answers)
  if (!answers) wrong(`${at}.answers`, 'Write the answers as JSON, such as {"items": []}')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(row.on)) wrong(`${at}.on`, 'Enter the day for which the case is priced')
  const total = row.total.trim() === '' ? undefined : parsePounds(row.total)
  if (row.total.trim() !== '' && total === undefined)
    wrong(`${at}.total`, 'Enter the total in pounds, such as 25.00')
  const lines: Record<string, number> = {}
  for (const text of row.lines.split('\n').filter((line) => line.trim() !== '')) {
    const [, code, amount] = /^\s*([\w-]+)\s*[:=]?\s+(\S+)\s*$/.exec(text) ?? []
    const pence = amount === undefined ? undefined : parsePounds(amount)
    if (!code || code === '__proto__' || pence === undefined) {
      wrong(
        `${at}.lines`,
        'Write one line for each price line: its code and its amount in pounds, such as collection 25.00',
      )
      break
    }
    lines[code] = pence
  }
  const refused = row.refused === 'yes'
  if (!refused && total === undefined && row.total.trim() === '')
    wrong(`${at}.total`, 'Enter the total, or say that there must be no price')
  return {
    name: row.name.trim(),
    answers: answers ?? {},
    on: row.on,
    ...(total !== undefined && { total }),
    ...(Object.keys(lines).length > 0 && { lines }),
    ...(refused && { refused: true }),
  }
}

export function readAnswers(text: string): Answers | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Answers) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
