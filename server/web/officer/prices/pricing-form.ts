import type { Answers } from '../../../../form-schemas/answers.ts'
import type { PriceCase, PriceLineRule, Pricing, VatTreatment } from '../../../../form-schemas/document.ts'
import { say, type Words } from '../../../../form-schemas/words.ts'
import { parsePounds, poundsText } from '../../../money.ts'
import type { FieldProblem, PostedForm } from '../page.ts'

/** The prices screen as texts, row by row: what is in the boxes, right or wrong. */
export interface PricingFields {
  fees: { code: string; from: string; amount: string }[]
  define: { name: string; label: string; value: string }[]
  refuse: string
  lines: LineFields[]
  tests: CaseFields[]
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

const emptyFee = { code: '', from: '', amount: '' }
const emptyDefine = { name: '', label: '', value: '' }
const emptyLine: LineFields = {
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
const emptyCase: CaseFields = { name: '', on: '', answers: '{}', total: '', lines: '', refused: '' }
/** What a row has before anybody types: such rows are dropped, not complained about. */
const defaults = new Set(['outside-scope', '{}', ''])

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

export function postedFields(form: PostedForm): PricingFields {
  const rows = <Row extends object>(part: string, empty: Row): Row[] => {
    const count = countRows(form, part)
    return Array.from({ length: count }, (_, index) => {
      const keys = Object.keys(empty) as (keyof Row & string)[]
      return Object.fromEntries(keys.map((key) => [key, form.text(`${part}.${index}.${key}`)])) as Row
    })
  }
  return {
    fees: rows('fees', emptyFee),
    define: rows('define', emptyDefine),
    refuse: form.text('refuse'),
    lines: rows('lines', emptyLine),
    tests: rows('tests', emptyCase),
  }
}

function countRows(form: PostedForm, part: string): number {
  const numbers = form.names().flatMap((name) => {
    const [start, index] = name.split('.')
    return start === part && /^\d{1,4}$/.test(index ?? '') ? [Number(index) + 1] : []
  })
  return Math.min(Math.max(0, ...numbers), mostRows)
}

/** The buttons that only change rows: `add-line`, `remove-case-2`. True when the action was one of them. */
export function changeRows(fields: PricingFields, action: string): boolean {
  const [, verb, what, index] = /^(add|remove)-(fee|define|line|case)(?:-(\d{1,4}))?$/.exec(action) ?? []
  if (!verb || !what) return false
  const part = { fee: 'fees', define: 'define', line: 'lines', case: 'tests' }[what] as
    | 'fees'
    | 'define'
    | 'lines'
    | 'tests'
  const rows: object[] = fields[part]
  const at = index === undefined ? undefined : Number(index)
  if (verb === 'remove') {
    if (at !== undefined) rows.splice(at, 1)
  } else if (what === 'fee' && at !== undefined) {
    // Another amount of the same fee, below the one it follows.
    rows.splice(at + 1, 0, { ...emptyFee, code: fields.fees[at]?.code ?? '' })
  } else {
    rows.push({ ...{ fees: emptyFee, define: emptyDefine, lines: emptyLine, tests: emptyCase }[part] })
  }
  return true
}

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

  const fees: Pricing['fees'] = {}
  for (const { row, index } of filled(fields.fees)) {
    const at = `fees.${index}`
    const code = row.code.trim()
    const amount = parsePounds(row.amount)
    if (!/^[A-Za-z]\w*$/.test(code))
      wrong(
        `${at}.code`,
        'Enter a code for the fee, such as upTo3: letters and digits, beginning with a letter',
      )
    if (!/^\d{4}-\d{2}-\d{2}$/.test(row.from)) wrong(`${at}.from`, 'Enter the day from which the fee holds')
    if (amount === undefined) wrong(`${at}.amount`, 'Enter the fee in pounds, such as 25 or 25.00')
    if (!Object.hasOwn(fees, code))
      Object.defineProperty(fees, code, { value: [], enumerable: true, configurable: true, writable: true })
    const dated = fees[code]!
    for (const key of ['from', 'pence'])
      places.set(`fees.${code}.${dated.length}.${key}`, `${at}.${key === 'pence' ? 'amount' : key}`)
    places.set(`fees.${code}.${dated.length}`, `${at}.code`)
    if (dated.length === 0) places.set(`fees.${code}`, `${at}.code`)
    dated.push({ from: row.from, pence: amount ?? 0 })
  }

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
