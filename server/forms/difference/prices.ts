import { isDeepStrictEqual } from 'node:util'
import type { FormDocument, PriceLineRule, Pricing, VatTreatment } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { spokenDay } from '../../clock.ts'
import { formatPence } from '../../money.ts'
import { vatPercent } from '../../vat.ts'
import { movedKeys, shortened, textChange, wordChanges } from './say-change.ts'

const nothing: Pricing = { fees: {}, define: [], lines: [], tests: [] }

/** "Price of ‘Collection of up to 3 items’: £25.00 to £26.50 from 1 April 2027"; then funds, VAT, ledger codes and rules. */
export function priceChanges(before: FormDocument, after: FormDocument): string[] {
  const [was, is] = [before.pricing ?? nothing, after.pricing ?? nothing]
  return [
    ...feeChanges(was, is),
    ...lineChanges(was.lines, is.lines),
    ...defineChanges(was, is),
    ...textChange('The rule that refuses a price', was.refuse ?? '', is.refuse ?? '', written),
    ...caseChanges(was, is),
  ]
}

/** A rule of four lines is one line here. */
const written = (expression: string) => shortened(expression)

type Fee = Pricing['fees'][string]

/** What holds on a day: the last amount that has begun. */
const onDay = (fee: Fee, day: string) => fee.findLast(({ from }) => from <= day)?.pence

function feeChanges(was: Pricing, is: Pricing): string[] {
  const codes = new Set([...Object.keys(was.fees), ...Object.keys(is.fees)])
  return [...codes].flatMap((code) => {
    const [old, now] = [was.fees[code] ?? [], is.fees[code] ?? []]
    if (isDeepStrictEqual(old, now)) return []
    const name = feeName(code, now.length > 0 ? is : was)
    const days = [...new Set([...old, ...now].map(({ from }) => from))].sort()
    const said = new Map<string, string>()
    let last = ''
    for (const day of days) {
      const change = amountChange(onDay(old, day), onDay(now, day))
      // From the next day on the same two amounts are the same change.
      if (change !== '' && change !== last) said.set(day, `${name}: ${change} from ${spokenDay(day)}`)
      last = change
    }
    return said.size > 0
      ? [...said.values()]
      : [`${name}: the days of its amounts are written anew, no amount changes`]
  })
}

function amountChange(before: number | undefined, after: number | undefined): string {
  if (before === after) return ''
  const amount = (value: number | undefined) => (value === undefined ? 'no price' : formatPence(value))
  return `${amount(before)} to ${amount(after)}`
}

/** A fee that is the whole amount of one line is called by the line; another by its code, with the lines that use it. */
function feeName(code: string, { lines }: Pricing): string {
  const uses = lines.filter(({ amount }) => new RegExp(`\\$fee\\(\\s*["']${code}["']\\s*\\)`).test(amount))
  const [only] = uses
  if (uses.length === 1 && /^\s*\$fee\([^()]*\)\s*$/.test(only!.amount))
    return `Price of ‘${say(only!.label)}’`
  const inLines = uses.map(({ label }) => `‘${say(label)}’`).join(' and ')
  return `Fee ‘${code}’${inLines && `, used in ${inLines}`}`
}

const vatWords: Record<VatTreatment, string> = {
  'outside-scope': 'outside the scope',
  exempt: 'exempt',
  zero: 'zero-rated',
  reduced: `reduced rate, ${vatPercent('reduced')}%`,
  standard: `standard rate, ${vatPercent('standard')}%`,
}

function lineChanges(was: PriceLineRule[], is: PriceLineRule[]): string[] {
  const said: string[] = []
  const old = new Map(was.map((line) => [line.code, line]))
  const now = new Map(is.map((line) => [line.code, line]))
  for (const [code, line] of now) {
    const before = old.get(code)
    if (before) said.push(...oneLine(before, line))
    else
      said.push(
        `Price line ‘${say(line.label)}’ added: ${amountText(line.amount)}, ${vatWords[line.vat]}, fund ${line.fund}`,
      )
  }
  for (const [code, line] of old) if (!now.has(code)) said.push(`Price line ‘${say(line.label)}’ removed`)
  for (const code of movedKeys([...old.keys()], [...now.keys()]))
    said.push(`Price line ‘${say(now.get(code)!.label)}’ stands in another place of the price`)
  return said
}

function oneLine(before: PriceLineRule, after: PriceLineRule): string[] {
  const of = `of ‘${say(after.label)}’`
  return [
    ...wordChanges('Name of a price line', before.label, after.label),
    ...textChange(`Price ${of}`, amountText(before.amount), amountText(after.amount)),
    ...textChange(`Quantity ${of}`, before.quantity ?? '1', after.quantity ?? '1', written),
    ...textChange(
      `When ‘${say(after.label)}’ is charged`,
      before.when ?? 'always',
      after.when ?? 'always',
      written,
    ),
    ...textChange(`VAT ${of}`, vatWords[before.vat], vatWords[after.vat]),
    ...textChange(`Fund ${of}`, before.fund, after.fund),
    ...textChange(`Ledger code ${of}`, before.ledger ?? '', after.ledger ?? ''),
    ...textChange(`Narrative ${of}`, before.narrative ?? '', after.narrative ?? ''),
  ]
}

/** A plain number of pence is money; a rule is said as it is written. */
function amountText(amount: string): string {
  const whole = Number(amount)
  return /^\s*-?\d+\s*$/.test(amount) && Number.isSafeInteger(whole) ? formatPence(whole) : written(amount)
}

function defineChanges(was: Pricing, is: Pricing): string[] {
  const old = new Map(was.define.map((one) => [one.name, one]))
  const now = new Map(is.define.map((one) => [one.name, one]))
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [before, after] = [old.get(name), now.get(name)]
    const title = say(after?.label ?? before?.label) || name
    return [
      ...textChange(`How ‘${title}’ is worked out`, before?.value ?? '', after?.value ?? '', written),
      ...(before && after ? wordChanges(`Name of $${name}`, before.label, after.label) : []),
    ]
  })
}

function caseChanges(was: Pricing, is: Pricing): string[] {
  const [old, now] = [was, is].map(({ tests }) => new Map(tests.map((one) => [one.name, one])))
  const count = (n: number) => `${n} price ${n === 1 ? 'case' : 'cases'}`
  const added = [...now!.keys()].filter((name) => !old!.has(name)).length
  const removed = [...old!.keys()].filter((name) => !now!.has(name)).length
  const changed = [...now!].filter(([name, one]) => old!.has(name) && !isDeepStrictEqual(one, old!.get(name)))
  return [
    ...(added > 0 ? [`${count(added)} added`] : []),
    ...(removed > 0 ? [`${count(removed)} removed`] : []),
    ...changed.map(([name]) => `Price case ‘${name}’ changed`),
  ]
}

/** Whether a price, a fund or a VAT treatment may be another: what a second officer looks at, where the organisation asks for one. */
export function changesMoney(before: FormDocument | undefined, after: FormDocument): boolean {
  const money = (document: FormDocument | undefined) => {
    const { fees, define, refuse, lines } = document?.pricing ?? nothing
    return {
      fees,
      define: define.map(({ name, value }) => ({ name, value })),
      refuse,
      lines: lines.map(charged),
    }
  }
  return !isDeepStrictEqual(money(before), money(after))
}

const charged = ({ code, when, quantity, amount, vat, fund }: PriceLineRule) => ({
  code,
  when,
  quantity,
  amount,
  vat,
  fund,
})
